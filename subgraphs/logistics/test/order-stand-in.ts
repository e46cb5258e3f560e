import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type KeySet } from '@souk/auth';
import { EventLog, eventLogMigration, type Broker, type NewEvent } from '@souk/events';
import { newId, systemClock } from '@souk/kernel';
import { createDatabase } from '@souk/persistence';
import { Code, ConnectError, createRpcHandler } from '@souk/rpc';
import { newEvent, orderEvents } from '@souk/schema/events';
import { RPC_CALLERS } from '@souk/schema/rpc/callers';
import { OrderService } from '@souk/schema/rpc/order';
import { silentLogger } from '@souk/telemetry';
import { createTestDatabase } from '@souk/testing';

/** What order answers for one order; ids are UUIDs. */
export interface OrderToShip {
  readonly buyerId?: string;
  readonly countryCode?: string;
  readonly postalCode?: string;
  readonly carrierId?: string;
  readonly serviceCode?: string;
  readonly promisedBy?: string;
  readonly lines: readonly { readonly orderLineId: string; readonly quantity: number; readonly warehouseId: string }[];
}

interface Cart {
  readonly viewerId?: string;
  readonly currency?: string;
  readonly lines: readonly { readonly variantId: string; readonly quantity: number; readonly weightGrams?: number }[];
}

/** Order's contracts, kept by another hand: its RPC service over HTTP, and its event log on a real database. */
export const startOrder = async (broker: Broker, keys: KeySet) => {
  const open = (url: string) => createDatabase({ url, name: 'order', entities: [], migrations: [eventLogMigration], logger: silentLogger });
  const database = await open(await createTestDatabase({ template: 'order_log', migrate: async (url) => (await open(url)).close() }));
  const log = new EventLog({ database, service: 'order', clock: systemClock, logger: silentLogger });
  const published = await broker.publish(log);
  const orders = new Map<string, OrderToShip>();
  const carts = new Map<string, Cart>();
  let calls = 0;
  let isDown = false;
  const handler = createRpcHandler({
    keys,
    audience: 'order',
    callers: RPC_CALLERS,
    logger: silentLogger,
    routes: (router) => {
      router.service(OrderService, {
        getOrderForShipment: ({ orderId }) => {
          const order = orders.get(orderId);
          if (order === undefined) throw new ConnectError('no such order', Code.NotFound);
          return { countryCode: 'DE', postalCode: '10115', carrierId: '', serviceCode: '', promisedBy: '', ...order, lines: order.lines.map((line) => ({ ...line, variantId: newId() })) };
        },
        getCartContents: ({ cartId, viewerId }) => {
          const cart = carts.get(cartId);
          if (cart === undefined || cart.viewerId !== viewerId) throw new ConnectError('no such cart', Code.NotFound);
          return { ...(cart.currency !== undefined && { currency: cart.currency }), lines: [...cart.lines] };
        },
      });
    },
  });
  const server = createServer((request, response) => {
    calls += 1;
    if (isDown) response.writeHead(503).end();
    else handler(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  const append = (orderId: string, event: NewEvent) => database.transaction((tx) => log.append(tx, `order-${orderId}`, 'any', [event]));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    carts,
    calls: () => calls,
    /** From now on every call is answered with 503. */
    setDown: (down: boolean) => (isDown = down),
    place: (orderId: string, buyerId: string | null) => {
      const price = { amountMinor: 100, currency: 'EUR' as const };
      return append(orderId, newEvent(orderEvents.OrderPlaced, { orderId, number: orderId, buyerId, cartId: null, lines: [], shipping: price, total: price, carrierId: null, serviceCode: null, promisedBy: null, payment: null }));
    },
    confirm: (orderId: string, order: OrderToShip) => {
      orders.set(orderId, order);
      return append(orderId, newEvent(orderEvents.OrderConfirmed, { orderId, from: 'PENDING', buyerId: order.buyerId ?? null, allocations: [] }));
    },
    cancel: (orderId: string) => append(orderId, newEvent(orderEvents.OrderCancelled, { orderId, from: 'CONFIRMED', reason: 'changed my mind' })),
    stop: async () => {
      await published.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await database.close();
    },
  };
};
