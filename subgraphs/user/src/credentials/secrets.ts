import { createHash, randomBytes } from 'node:crypto';

/** Strength of a refresh token: 256 bit. */
const TOKEN_BYTES = 32;

/** A new refresh token. It means nothing by itself; the database keeps its hash alone. */
export const newRefreshToken = (): string => randomBytes(TOKEN_BYTES).toString('base64url');

/** SHA-256, for what is random already or only needs to be found again. */
export const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();
