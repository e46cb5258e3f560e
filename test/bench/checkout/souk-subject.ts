import { Pool } from 'undici';
import { SUBGRAPHS } from '../../chaos/world/databases.js';
import { type World } from '../../chaos/world/world.js';
import { checkoutInputOf } from './carts.js';
import { LANES } from './drive.js';
import { type Stores } from './stores.js';
import { type Subject } from './subject.js';
import { type Supply } from './supply.js';

const CEILING = 400;

/** As schema/operations/checkout-complete.graphql, as far as the order service answers it by itself. */
const QUERY = `mutation CheckoutComplete($input: CheckoutCompleteInput!) {
  checkoutComplete(input: $input) {
    __typename
    ... on CheckoutCompleteSuccess { order { id number state version total { amountMinor currency } payments { state provider } } }
    ... on CheckoutInProgress { idempotencyKey retryAfterMs }
    ... on UserError { code message path }
  }
}`;

export const storesOf = async ({ postgres }: World): Promise<Stores> => {
  const [catalog, user, order, logistics] = await Promise.all([postgres.catalog.open(), postgres.user.open(), postgres.order.open(), postgres.logistics.open()]);
  return { catalog, user, order, logistics };
};

/** The order service of a world, past the gateway, by the protocol that is chosen there. Close its pool. */
export const soukSubject = (world: World, stores: Stores, supply: Supply): Subject => ({
  name: world.protocol,
  pool: new Pool(world.services.order.url, { connections: LANES }),
  path: '/graphql',
  stores, supply, ceiling: CEILING,
  bodyOf: (cart) => JSON.stringify({ query: QUERY, variables: { input: checkoutInputOf(cart) } }),
  kindOf: (status, text) => {
    const type = /"__typename":"(\w+)"/.exec(text)?.[1];
    if (type === 'CheckoutCompleteSuccess') return 'ok';
    return type === 'CheckoutInProgress' ? 'in progress' : /"code":"(\w+)"/.exec(text)?.[1] ?? `status ${status}`;
  },
  groups: () => Object.fromEntries([
    ...SUBGRAPHS.flatMap((name) => (world.services[name].pid === undefined ? [] : [[name, world.services[name].pid]])),
    ...SUBGRAPHS.map((name) => [`postgres ${name}`, world.postgres[name].pid]),
    ['rabbitmq', world.rabbit.pid],
  ]),
  calls: () => (world.links.size === 0 ? undefined : [...world.links.values()].reduce((sum, { calls }) => sum + calls, 0)),
});
