import { type Scope, type Viewer } from '@souk/auth';

/** Largest body of a request that may import, in bytes. */
const MAX_IMPORT_BODY_BYTES = 20 * 1024 * 1024;
const IMPORT_SCOPE: Scope = 'import:write';

/** Largest body that this viewer may send, in bytes, where everybody may send `maxBodyBytes`. */
export const bodyLimitOf = ({ scopes }: Viewer, maxBodyBytes: number): number => (scopes.includes(IMPORT_SCOPE) ? Math.max(maxBodyBytes, MAX_IMPORT_BODY_BYTES) : maxBodyBytes);
