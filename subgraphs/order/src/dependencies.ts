import { type SigningKey } from '@souk/auth';
import { type EventLog, type Snapshots } from '@souk/events';
import { type Clock } from '@souk/kernel';
import { type Database } from '@souk/persistence';
import { type Client } from '@souk/rpc';
import { type CatalogService } from '@souk/schema/rpc/catalog';
import { type LogisticsService } from '@souk/schema/rpc/logistics';
import { type Logger } from '@souk/telemetry';
import { type OrderSagas } from './sagas/order-sagas.js';
import { type OrderWatch } from './subscriptions/order-watch.js';

/** What commands, loaders and consumers work with: made once per process. */
export interface OrderDependencies {
  readonly database: Database;
  readonly log: EventLog;
  /** Of what orders have been. */
  readonly snapshots: Snapshots;
  readonly catalog: Client<typeof CatalogService>;
  readonly logistics: Client<typeof LogisticsService>;
  /** Checkout, cancellation, and whatever goes on after a command has answered. */
  readonly sagas: OrderSagas;
  /** Tells when an order has changed. */
  readonly watch: OrderWatch;
  /** Signs guest tokens. */
  readonly signingKey: SigningKey;
  readonly clock: Clock;
  readonly logger: Logger;
}
