import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createRabbitBroker, readLag, type Broker } from '@souk/events';
import { parseGlobalId, sleep } from '@souk/kernel';
import { type Database } from '@souk/persistence';
import { orderEvents } from '@souk/schema/events';
import { silentLogger } from '@souk/telemetry';
import { describeWith, waitFor } from '@souk/testing';
import { eventsDatabaseUrl, openDatabase } from '../../packages/events/test/log-fixture.js';
import { createEffectTable, effectsOf, record, versionsByStream } from '../../packages/events/test/recording-consumer.js';
import { percentile } from '../bench/load.js';
import { readFacts, type Facts } from '../chaos/checkers/facts.js';
import { patiently, type Shop } from '../chaos/clients/shop.js';
import { SUBGRAPHS } from '../chaos/world/databases.js';
import { ADMIN } from '../chaos/world/topology.js';
import { startWorld, type World } from '../chaos/world/world.js';
import { logIn } from '../support/client.js';
import { addProduct, openShop } from '../support/shop.js';
import { isSuccess, registerShoppers, saturationOf, shopSteadily, type Purchase } from '../support/shoppers.js';

/** How long RabbitMQ is dead before it is started again, and each phase before and after, in milliseconds. */
const [AWAY_MS, PHASE_MS, CALIBRATION_MS] = process.env['SOUK_LONG_TESTS'] === 'true' ? [30_000, 15_000, 10_000] : [4_000, 1_500, 1_500];
const LOOK_MS = 250;
const DRAIN_TIMEOUT_MS = 120_000;
const SHOPPERS = 12;
/** As many at once keep two cores busy; more, and the gateway turns some away. */
const LANES = 4;
/** Even where the machine is so busy that nothing can be measured. */
const MIN_PER_SECOND = 1;
/** That logistics takes: placed, confirmed. */
const EVENTS_PER_CHECKOUT = 2;
const CREDIT_MINOR = 100_000_000;
const UNITS = 100_000;
/** A consumer of this test's own that takes every event of order. */
const RECORDER = 'test.recorder';
const ORDER_EVENTS = Object.values(orderEvents).map(({ type }) => type);

describeWith('rabbitmq-server', () => {
  let world: World;
  let shop: Shop;
  let databases: ReadonlyMap<string, Database>;
  let recorded: Database;
  let broker: Broker;

  beforeAll(async () => {
    world = await startWorld('saga');
    const { url } = world.services.gateway;
    const admin = await patiently(() => logIn(url, ADMIN));
    const { warehouseId, carrierId } = await patiently(() => openShop(admin));
    const { id } = await patiently(() => addProduct(admin, { warehouseId, carrierId }, { units: UNITS }));
    const shoppers = await registerShoppers(url, admin, { count: SHOPPERS, creditMinor: CREDIT_MINOR });
    const variant = { id, uuid: parseGlobalId('var', id) ?? '', units: UNITS };
    shop = { admin, warehouseId, variants: [variant], register: variant, buyers: shoppers.map((shopper, index) => ({ ...shopper, name: `shopper-${index + 1}` })) };
    databases = new Map(await Promise.all(SUBGRAPHS.map(async (name) => [name, await world.postgres[name].open()] as const)));
    recorded = await openDatabase(await eventsDatabaseUrl(), { name: 'recorder' });
    await createEffectTable(recorded);
    broker = createRabbitBroker({ url: `amqp://guest:guest@127.0.0.1:${world.rabbit.port}`, logger: silentLogger });
    await record(broker, recorded, RECORDER, 'order', { types: ORDER_EVENTS });
  }, 120_000);

  afterAll(async () => {
    await broker?.close();
    await recorded?.close();
    await world?.stop();
  }, 60_000);

  /** What `npm run messages -- lag` adds up. */
  const lag = async (): Promise<number> => {
    const lags = await Promise.all([...databases.values()].map((database) => readLag(database, databases)));
    return lags.flat().reduce((sum, { behind = 0 }) => sum + behind, 0);
  };

  it('no checkout fails while RabbitMQ is dead; lag grows and drains to 0, and every effect is there once, in order', async () => {
    const variantId = shop.variants[0]?.id ?? '';
    const saturation = await saturationOf(shop.buyers.slice(0, LANES), variantId, CALIBRATION_MS);
    const perSecond = Math.max(saturation / 2, MIN_PER_SECOND);
    say(`saturation ${saturation.toFixed(1)} checkouts/s, load ${perSecond.toFixed(1)}/s`);
    await waitFor(async () => (await lag()) === 0, { timeoutMs: DRAIN_TIMEOUT_MS });

    const { purchases, stop } = shopSteadily(shop.buyers, variantId, perSecond);
    const startedAt = performance.now();
    // Cursors are saved twice a second, so a second's events may be behind at any time.
    const usual = Math.max(EVENTS_PER_CHECKOUT * perSecond, await greatest(lag, () => sleep(PHASE_MS)));
    const killedAt = performance.now();
    await world.rabbit.kill();
    await sleep(AWAY_MS);
    const confirmed = purchases.filter((purchase) => isSuccess(purchase) && purchase.sentAtMs >= killedAt).length;
    expect(await lag()).toBeGreaterThanOrEqual(Math.max(1, confirmed));
    let backAt = 0;
    const most = await greatest(lag, async () => {
      await world.rabbit.start();
      backAt = performance.now();
      await waitFor(async () => (await lag()) <= usual, { timeoutMs: DRAIN_TIMEOUT_MS });
    });
    const drainedAt = performance.now();
    await sleep(PHASE_MS);
    await stop();
    await waitFor(async () => (await lag()) === 0, { timeoutMs: DRAIN_TIMEOUT_MS });

    const phases = { before: between(purchases, startedAt, killedAt), during: between(purchases, killedAt, backAt), after: between(purchases, backAt, Number.POSITIVE_INFINITY) };
    for (const [phase, of] of Object.entries(phases)) say(`${phase}: ${of.length} checkouts, ${of.filter((one) => !isSuccess(one)).length} failed, p50 ${millis(of, 0.5)}, p99 ${millis(of, 0.99)}`);
    say(`RabbitMQ away for ${seconds(backAt - killedAt)}; greatest lag ${most} events, usually ${usual.toFixed(0)} at most; drained ${seconds(drainedAt - backAt)} after it was back`);
    for (const of of Object.values(phases)) expect(of.filter((one) => !isSuccess(one))).toEqual([]);

    const facts = await readFacts(world, shop);
    expect(facts.orders.length).toBeGreaterThan(purchases.length);
    expectWhole(facts, shop);
    await expectOnceAndInOrder(databases, recorded);
  }, 600_000);
});

/** One parcel per confirmed order, as many units and as much money gone as was ordered. */
const expectWhole = ({ orders, parcels, levels, balances, brokenStreams }: Facts, { variants, buyers }: Shop): void => {
  expect(new Set(orders.map(({ state }) => state))).toEqual(new Set(['CONFIRMED']));
  for (const { id } of orders) expect(parcels.get(id)?.map(Number)).toEqual([1]);
  for (const { uuid, units } of variants) expect(levels.get(uuid)).toEqual({ onHand: units - orders.length, reserved: 0 });
  for (const { uuid } of buyers) {
    const spent = orders.filter(({ buyerId }) => buyerId === uuid).reduce((sum, { totalMinor }) => sum + totalMinor, 0);
    expect(balances.get(uuid)).toEqual({ balance: CREDIT_MINOR - spent, held: 0, entries: CREDIT_MINOR - spent });
  }
  expect(brokenStreams).toEqual([]);
};

/** Logistics' inbox has each confirmation; the recorder has had every event of every order, once, in the order of its versions. */
const expectOnceAndInOrder = async (databases: ReadonlyMap<string, Database>, recorded: Database): Promise<void> => {
  const ask = <Row extends object>(name: string, sql: string): Promise<readonly Row[]> => databases.get(name)?.query<Row>(sql) ?? Promise.reject(new Error(`no database of ${name}`));
  const confirmed = await ask<{ id: string }>('order', `SELECT id FROM event WHERE type = 'OrderConfirmed' ORDER BY id`);
  const handled = await ask<{ id: string }>('logistics', `SELECT event_id AS id FROM inbox WHERE consumer = 'logistics.on-order-confirmed' ORDER BY event_id`);
  expect(handled).toEqual(confirmed);
  const events = await ask<{ streamId: string; version: number }>('order', `SELECT stream_id AS "streamId", version FROM event ORDER BY stream_id, version`);
  await waitFor(async () => (await effectsOf(recorded, RECORDER)).length >= events.length, { timeoutMs: 30_000 });
  expect(versionsByStream(await effectsOf(recorded, RECORDER))).toEqual(versionsByStream(events.map((event) => ({ ...event, consumer: RECORDER }))));
};

/** The greatest value of a number that is looked at four times a second while something goes on. */
const greatest = async (look: () => Promise<number>, work: () => Promise<void>): Promise<number> => {
  let [most, isOver] = [await look(), false];
  const working = work().finally(() => (isOver = true));
  while (!isOver) {
    await sleep(LOOK_MS);
    most = Math.max(most, await look());
  }
  await working;
  return most;
};

const between = (purchases: readonly Purchase[], fromMs: number, toMs: number): readonly Purchase[] => purchases.filter(({ sentAtMs }) => sentAtMs >= fromMs && sentAtMs < toMs);

const millis = (purchases: readonly Purchase[], share: number): string => `${percentile(purchases.map(({ tookMs }) => tookMs).sort((left, right) => left - right), share).toFixed(0)} ms`;
const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;
const say = (line: string): void => void process.stdout.write(`messages: ${line}\n`);
