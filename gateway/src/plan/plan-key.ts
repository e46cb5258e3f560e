import { type AccessMask } from '../security/access-rules.js';

/** Operations with one key have one plan: the same text, the same operation in it, the same parts cut. */
export const planKeyOf = ({ queryHash, operationName }: { readonly queryHash: string; readonly operationName: string | undefined }, mask: Pick<AccessMask, 'key'>): string =>
  JSON.stringify([queryHash, operationName ?? null, mask.key]);
