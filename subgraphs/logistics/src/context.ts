import { type KeySet, type SigningKey } from '@souk/auth';
import { type Snapshots } from '@souk/events';
import { type Client } from '@souk/rpc';
import { type OrderService } from '@souk/schema/rpc/order';
import { type RequestContext } from '@souk/subgraph';
import { type CommandContext } from './commands/command-context.js';
import { createLoaders, type Loaders } from './loaders/create-loaders.js';
import { type DeliveryFeed } from './subscriptions/delivery-feed.js';

/** What lives as long as the process. */
export interface Services extends CommandContext {
  /** Of what parcels have been. */
  readonly snapshots: Snapshots;
  readonly feed: DeliveryFeed;
  readonly order: Client<typeof OrderService>;
  readonly signingKey: SigningKey;
  readonly keys: KeySet;
}

/** What resolvers work with: made anew for each request and each event of a subscription. */
export interface Context extends RequestContext {
  readonly services: Services;
  readonly loaders: Loaders;
}

export const contextOf = (services: Services) => (request: RequestContext): Context => ({ ...request, services, loaders: createLoaders(services) });
