import { beforeAll, describe, expect, it } from '@jest/globals';
import { SignJWT } from 'jose';
import { mintAccessToken, verifyAccessToken } from './access-token.js';
import { mintGuestToken, verifyGuestToken } from './guest-token.js';
import { KEY_OWNERS, generateKeys, parseKeySet, parseSigningKey, type KeyOwner, type KeySet, type SigningKey } from './keys.js';
import { mintServiceToken, verifyServiceToken } from './service-token.js';
import { ANONYMOUS_VIEWER, mintViewerToken, verifyViewerToken, type Viewer } from './viewer-token.js';

const NOW = new Date('2026-01-15T12:00:00.000Z');
const later = (seconds: number): Date => new Date(NOW.getTime() + seconds * 1_000);
const UNAUTHENTICATED = { code: 'UNAUTHENTICATED' };
const viewer: Viewer = { userId: '0196-u', sessionId: '0196-s', roles: ['OPERATIONS'], scopes: ['order:read:any', 'report:read'], guestOrderIds: ['0196-o'] };

describe('tokens', () => {
  let keys: KeySet;
  let signing: Record<KeyOwner, SigningKey>;
  beforeAll(async () => {
    const generated = await generateKeys(KEY_OWNERS);
    keys = parseKeySet(generated.jwks);
    signing = Object.fromEntries(await Promise.all(KEY_OWNERS.map(async (owner) => [owner, await parseSigningKey(generated.privateKeys[owner])] as const))) as Record<KeyOwner, SigningKey>;
  });

  it('an access token says who, in which session, with which roles, and until when', async () => {
    const claims = { userId: '0196-u', sessionId: '0196-s', roles: ['ADMIN'] as const, expiresAt: later(900) };
    await expect(verifyAccessToken(keys, await mintAccessToken(signing.user, claims), NOW)).resolves.toEqual(claims);
  });

  it('a viewer token carries the viewer, whoever it is', async () => {
    await expect(verifyViewerToken(keys, await mintViewerToken(signing.gateway, viewer, { ttlSeconds: 60, now: NOW }), NOW)).resolves.toEqual(viewer);
    await expect(verifyViewerToken(keys, await mintViewerToken(signing.gateway, ANONYMOUS_VIEWER, { ttlSeconds: 60, now: NOW }), NOW)).resolves.toEqual(ANONYMOUS_VIEWER);
  });

  it('a remembered viewer token still ends when it expires', async () => {
    const token = await mintViewerToken(signing.gateway, viewer, { ttlSeconds: 60, now: NOW });
    await verifyViewerToken(keys, token, NOW);
    await expect(verifyViewerToken(keys, token, later(59))).resolves.toEqual(viewer);
    await expect(verifyViewerToken(keys, token, later(70))).rejects.toMatchObject(UNAUTHENTICATED);
  });

  it('a remembered service token is good for its audience alone, and ends when it expires', async () => {
    const token = await mintServiceToken(signing.catalog, { audience: 'order', now: NOW });
    await verifyServiceToken(keys, token, { audience: 'order', now: NOW });
    await expect(verifyServiceToken(keys, token, { audience: 'order', now: NOW })).resolves.toEqual({ service: 'catalog' });
    await expect(verifyServiceToken(keys, token, { audience: 'user', now: NOW })).rejects.toMatchObject(UNAUTHENTICATED);
    await expect(verifyServiceToken(keys, token, { audience: 'order', now: later(70) })).rejects.toMatchObject(UNAUTHENTICATED);
  });

  it('what one key set remembers, another does not', async () => {
    const token = await mintViewerToken(signing.gateway, viewer, { ttlSeconds: 60, now: NOW });
    await verifyViewerToken(keys, token, NOW);
    const others = parseKeySet((await generateKeys(['gateway'])).jwks);
    await expect(verifyViewerToken(others, token, NOW)).rejects.toMatchObject(UNAUTHENTICATED);
  });

  it('a guest token opens its order', async () => {
    await expect(verifyGuestToken(keys, await mintGuestToken(signing.order, { orderId: '0196-o', expiresAt: later(60) }), NOW)).resolves.toEqual({ orderId: '0196-o' });
  });

  it('a service token says who calls, and is good for one service alone', async () => {
    const token = await mintServiceToken(signing.order, { audience: 'catalog', now: NOW });
    await expect(verifyServiceToken(keys, token, { audience: 'catalog', now: NOW })).resolves.toEqual({ service: 'order' });
    await expect(verifyServiceToken(keys, token, { audience: 'user', now: NOW })).rejects.toMatchObject(UNAUTHENTICATED);
  });

  it('no kind of token passes for another', async () => {
    const tokens = {
      access: await mintAccessToken(signing.user, { userId: 'u', sessionId: 's', roles: [], expiresAt: later(60) }),
      viewer: await mintViewerToken(signing.gateway, viewer, { ttlSeconds: 60, now: NOW }),
      guest: await mintGuestToken(signing.order, { orderId: 'o', expiresAt: later(60) }),
      service: await mintServiceToken(signing.order, { audience: 'catalog', now: NOW }),
    };
    const verify = {
      access: (token: string) => verifyAccessToken(keys, token, NOW),
      viewer: (token: string) => verifyViewerToken(keys, token, NOW),
      guest: (token: string) => verifyGuestToken(keys, token, NOW),
      service: (token: string) => verifyServiceToken(keys, token, { audience: 'catalog', now: NOW }),
    };
    for (const [minted, token] of Object.entries(tokens)) {
      for (const [wanted, check] of Object.entries(verify)) {
        if (minted !== wanted) await expect(check(token)).rejects.toMatchObject(UNAUTHENTICATED);
      }
    }
  });

  it('nobody signs in the name of another: not with the own key, not by naming the other as issuer', async () => {
    await expect(verifyViewerToken(keys, await mintViewerToken(signing.catalog, viewer, { ttlSeconds: 60, now: NOW }), NOW)).rejects.toMatchObject(UNAUTHENTICATED);
    await expect(verifyAccessToken(keys, await mintAccessToken(signing.gateway, { userId: 'u', sessionId: 's', roles: ['ADMIN'], expiresAt: later(60) }), NOW)).rejects.toMatchObject(UNAUTHENTICATED);
    const claim = (kid: string) => new SignJWT({}).setProtectedHeader({ alg: 'EdDSA', kid, typ: 'JWT' }).setIssuer('gateway').setAudience('souk:subgraphs').setExpirationTime(later(60)).sign(signing.catalog.privateKey);
    await expect(verifyViewerToken(keys, await claim('gateway-1'), NOW)).rejects.toMatchObject(UNAUTHENTICATED);
    await expect(verifyViewerToken(keys, await claim('catalog-1'), NOW)).rejects.toMatchObject(UNAUTHENTICATED);
    const asOrder = await new SignJWT({}).setProtectedHeader({ alg: 'EdDSA', kid: 'catalog-1', typ: 'JWT' }).setIssuer('order').setAudience('souk:service:user').setExpirationTime(later(60)).sign(signing.catalog.privateKey);
    await expect(verifyServiceToken(keys, asOrder, { audience: 'user', now: NOW })).rejects.toMatchObject(UNAUTHENTICATED);
  });

  it.each([
    ['nothing', () => ''],
    ['no token', () => "' OR 1=1 --"],
    ['an unsigned one (alg none)', () => `${Buffer.from('{"alg":"none","kid":"gateway-1","typ":"JWT"}').toString('base64url')}.${Buffer.from('{"aud":"souk:subgraphs","iss":"gateway","exp":9999999999}').toString('base64url')}.`],
  ])('refuses %s', async (_what, text) => {
    await expect(verifyViewerToken(keys, text(), NOW)).rejects.toMatchObject(UNAUTHENTICATED);
  });

  it('refuses a token that was changed, one that has expired and one that never expires', async () => {
    const token = await mintViewerToken(signing.gateway, ANONYMOUS_VIEWER, { ttlSeconds: 60, now: NOW });
    const [header, , signature] = token.split('.');
    const forged = [header, Buffer.from(JSON.stringify({ iss: 'gateway', aud: 'souk:subgraphs', exp: 9_999_999_999, scope: 'import:write' })).toString('base64url'), signature].join('.');
    await expect(verifyViewerToken(keys, forged, NOW)).rejects.toMatchObject(UNAUTHENTICATED);
    await expect(verifyViewerToken(keys, token, later(70))).rejects.toMatchObject({ ...UNAUTHENTICATED, message: 'The token has expired.' });
    const eternal = await new SignJWT({}).setProtectedHeader({ alg: 'EdDSA', kid: 'gateway-1', typ: 'JWT' }).setIssuer('gateway').setAudience('souk:subgraphs').sign(signing.gateway.privateKey);
    await expect(verifyViewerToken(keys, eternal, NOW)).rejects.toMatchObject(UNAUTHENTICATED);
  });

  it('does not look at what is longer than a header may be', async () => {
    const token = await mintViewerToken(signing.gateway, { ...viewer, userId: 'u'.repeat(9_000) }, { ttlSeconds: 60, now: NOW });
    await expect(verifyViewerToken(keys, token, NOW)).rejects.toMatchObject({ ...UNAUTHENTICATED, message: 'The token is too long.' });
  });

  it('roles and scopes that this version does not know grant nothing', async () => {
    const token = await new SignJWT({ roles: ['EMPEROR', 'CUSTOMER', 7], scope: 'everything report:read' }).setProtectedHeader({ alg: 'EdDSA', kid: 'gateway-1', typ: 'JWT' })
      .setIssuer('gateway').setAudience('souk:subgraphs').setExpirationTime(later(60)).sign(signing.gateway.privateKey);
    await expect(verifyViewerToken(keys, token, NOW)).resolves.toEqual({ roles: ['CUSTOMER'], scopes: ['report:read'], guestOrderIds: [] });
    const access = await new SignJWT({ sid: 's', roles: ['EMPEROR', 'ADMIN'] }).setProtectedHeader({ alg: 'EdDSA', kid: 'user-1', typ: 'JWT' })
      .setIssuer('user').setAudience('souk:gateway').setSubject('u').setExpirationTime(later(60)).sign(signing.user.privateKey);
    await expect(verifyAccessToken(keys, access, NOW)).resolves.toMatchObject({ roles: ['ADMIN'] });
  });
});
