export { ACCESS_TOKEN_TTL_SECONDS, mintAccessToken, verifyAccessToken, type AccessClaims } from './access-token.js';
export { UnauthenticatedError } from './errors.js';
export { mintGuestToken, verifyGuestToken } from './guest-token.js';
export { KEY_OWNERS, generateKeys, parseKeySet, parseSigningKey, type KeyOwner, type KeySet, type SigningKey } from './keys.js';
export { ROLES, SCOPES, scopesOf, type Role, type Scope } from './roles.js';
export { SERVICE_TOKEN_TTL_SECONDS, mintServiceToken, verifyServiceToken } from './service-token.js';
export { signPayload, verifyPayload } from './signed-payload.js';
export { ANONYMOUS_VIEWER, MAX_GUEST_ORDERS, mintViewerToken, verifyViewerToken, type Viewer } from './viewer-token.js';
