import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Logger } from '@souk/telemetry';
import { DEMO_ACCOUNTS, DEMO_OPERATIONS, DEMO_PRODUCT_MANAGER, DEMO_SHOPPER, type DemoAccount } from './accounts.js';
import { createApi } from './api.js';
import { openCarrier } from './carrier.js';
import { seed } from './seed.js';

/** The demo shop while it is open. */
export interface Demo {
  readonly accounts: readonly DemoAccount[];
  /** Page of an order that is moving now; opens without an account. */
  readonly trackingUrl: string;
  /** Sends the carrier home; orders stay where they are. */
  stop(): Promise<void>;
}

export interface DemoOptions {
  /** The gateway. */
  readonly url: string;
  readonly admin: { readonly email: string; readonly password: string };
  readonly dataDir: string;
  readonly logger: Logger;
}

/** Fills the shop where that has not been done, and lets a carrier move orders, all through the public API. */
export const startDemo = async ({ url, admin, dataDir, logger }: DemoOptions): Promise<Demo> => {
  const marker = join(dataDir, 'demo-shop-is-filled');
  if (!existsSync(marker)) {
    await seed(url, admin);
    writeFileSync(marker, '');
  }
  const carrier = await openCarrier({ shopper: createApi(url, DEMO_SHOPPER), operations: createApi(url, DEMO_OPERATIONS), stockist: createApi(url, DEMO_PRODUCT_MANAGER), logger });
  const { number, guestToken } = carrier.followed;
  return { accounts: DEMO_ACCOUNTS, trackingUrl: `${url}/track/${encodeURIComponent(number)}?token=${encodeURIComponent(guestToken)}`, stop: carrier.stop };
};
