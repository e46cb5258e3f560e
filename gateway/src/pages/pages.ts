import path from 'node:path';
import express, { Router, type Response } from 'express';

export interface DemoAccount {
  readonly label: string;
  readonly role: string;
  readonly email: string;
  readonly password: string;
}

/** Where a person who opens the gateway in a browser is sent. */
export const EXPLORER_PATH = '/explorer';

/** All that the pages load is their own: no other host, no inline script. Styles are inlined by the editors. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'", "script-src 'self'", "worker-src 'self'", "style-src 'self' 'unsafe-inline'", "font-src 'self' data:", "img-src 'self' data:",
  "connect-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
].join('; ');
/** How long an asset is cached, in milliseconds; its name changes with its content. */
const ASSET_MAX_AGE_MS = 365 * 24 * 60 * 60 * 1_000;

/** The built pages of web/ and, in a demo, who can log in. */
export const pageRoutes = (webRoot: string | undefined, demoAccounts: readonly DemoAccount[] | undefined): Router => {
  const router = Router();
  if (demoAccounts !== undefined) router.get('/demo-accounts.json', (_request, response) => { response.setHeader('cache-control', 'no-store').json(demoAccounts); });
  if (webRoot === undefined) return router;
  const root = path.resolve(webRoot);
  const sendPage = (response: Response, page: string): void => {
    response.sendFile(page, { root, cacheControl: false, headers: { 'content-security-policy': CONTENT_SECURITY_POLICY, 'cache-control': 'no-cache', 'referrer-policy': 'no-referrer', 'x-content-type-options': 'nosniff' } });
  };
  router.get('/', (_request, response) => { response.redirect(EXPLORER_PATH); });
  router.get(EXPLORER_PATH, (_request, response) => sendPage(response, 'explorer.html'));
  router.get('/track/:number', (_request, response) => sendPage(response, 'track.html'));
  router.use('/assets', express.static(path.join(root, 'assets'), { immutable: true, maxAge: ASSET_MAX_AGE_MS, index: false, setHeaders: (response) => { response.setHeader('x-content-type-options', 'nosniff'); } }));
  router.use(express.static(root, { index: false, redirect: false, setHeaders: (response) => { response.setHeader('content-security-policy', CONTENT_SECURITY_POLICY); } }));
  return router;
};
