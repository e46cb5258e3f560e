import { Kind, OperationTypeNode, parse } from 'graphql';
import { LRUCache } from 'lru-cache';
import { type OperationRequest } from '../execution/operation.js';

/** Texts that are remembered, and their characters together. */
const MAX_TEXTS = 1_000;
const MAX_CHARACTERS = 8 * 1024 * 1024;
/** Lexical tokens that are looked at; what has more is refused later anyway. */
const MAX_TOKENS = 20_000;

/** Tells subscriptions from queries and mutations, before anything else is known of an operation. */
export class OperationKinds {
  readonly #known = new LRUCache<string, ReadonlyMap<string, OperationTypeNode>>({ max: MAX_TEXTS, maxSize: MAX_CHARACTERS, sizeCalculation: (_kinds, text) => text.length + 1 });

  /** False as well for what is not valid: whoever runs it says what is wrong. */
  isSubscription({ query, operationName }: OperationRequest): boolean {
    if (!query.includes('subscription')) return false; // most texts need no look inside
    let kinds = this.#known.get(query);
    if (kinds === undefined) {
      kinds = kindsIn(query);
      this.#known.set(query, kinds);
    }
    const kind = operationName === undefined && kinds.size === 1 ? [...kinds.values()][0] : kinds.get(operationName ?? '');
    return kind === OperationTypeNode.SUBSCRIPTION;
  }
}

const kindsIn = (text: string): ReadonlyMap<string, OperationTypeNode> => {
  try {
    const { definitions } = parse(text, { maxTokens: MAX_TOKENS, noLocation: true });
    return new Map(definitions.flatMap((definition) => (definition.kind === Kind.OPERATION_DEFINITION ? [[definition.name?.value ?? '', definition.operation] as const] : [])));
  } catch {
    return new Map();
  }
};
