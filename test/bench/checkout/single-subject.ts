import { Pool } from 'undici';
import { checkoutInputOf } from './carts.js';
import { LANES } from './drive.js';
import { SINGLE } from './plan.js';
import { type SingleTransaction } from './single-transaction/start.js';
import { type Subject } from './subject.js';
import { type Supply } from './supply.js';

const CEILING = 1_000;

/** The one transaction. Close its pool. */
export const singleSubject = ({ url, stores, pids }: SingleTransaction, supply: Supply): Subject => ({
  name: SINGLE,
  pool: new Pool(url, { connections: LANES }),
  path: '/',
  stores, supply, ceiling: CEILING,
  bodyOf: (cart) => JSON.stringify(checkoutInputOf(cart)),
  kindOf: (status, text) => (text.startsWith('{"kind":"ok"') ? 'ok' : /"code":"([^"]+)"/.exec(text)?.[1] ?? `status ${status}`),
  groups: () => ({ order: pids.service, 'postgres order': pids.postgres }),
  calls: () => undefined,
});
