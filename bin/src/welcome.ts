import { type Platform } from './platform.js';

const LABEL_WIDTH = 12;
const EMAIL_WIDTH = 34;

/** What a person reads when the platform is ready: where to look, and who to be. */
export const welcome = ({ url, demo }: Pick<Platform, 'url' | 'demo'>, readyMs: number): string => {
  const rows: readonly (readonly [string, string])[] = [
    ['GraphQL', `${url}/graphql`],
    ['Explorer', `${url}/explorer`],
    ...(demo ? [['Live order', demo.trackingUrl] as const] : []),
  ];
  const lines = [
    '', `Souk is ready (${(readyMs / 1000).toFixed(1)} s).`, '',
    ...rows.map(([label, value]) => `  ${label.padEnd(LABEL_WIDTH)}${value}`),
    ...(demo ? ['', '  Demo accounts (of this machine only)', ...demo.accounts.map(({ label, email, password }) => `  ${label.padEnd(LABEL_WIDTH + 6)}${email.padEnd(EMAIL_WIDTH)}${password}`)] : []),
    '', '  Ctrl-C stops everything; the data stays.', '', '',
  ];
  return lines.join('\n');
};
