import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';

const PATHS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Debian's Chromium, headless, that talks to nobody but the page. */
export const startBrowser = (): Promise<Browser> => {
  const executablePath = PATHS.find((path) => existsSync(path));
  if (!executablePath) throw new Error(`expected Chromium at one of ${PATHS.join(', ')}: apt-get install chromium`);
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
};

/** Requests that left the page's own origin, and what the page complained of. */
export const watch = (page: Page): { readonly foreign: readonly string[]; readonly problems: readonly string[] } => {
  const foreign: string[] = [];
  const problems: string[] = [];
  page.on('request', (request) => {
    if (!/^(https?|ws):\/\/127\.0\.0\.1:|^(data|blob):/.test(request.url())) foreign.push(request.url());
  });
  page.on('pageerror', (error) => problems.push(error.message));
  return { foreign, problems };
};
