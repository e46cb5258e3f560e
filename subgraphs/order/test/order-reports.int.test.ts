import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type NewEvent } from '@souk/events';
import { newEvent, orderEvents } from '@souk/schema/events';
import { ADMIN, NOBODY, OPERATOR, startOrder, viewerOf, type OrderFixture } from './order-fixture.js';

const STEP = '{ orderCount share }';
const FUNNEL = `query ($from: DateTime!, $to: DateTime!) { orderFunnel(from: $from, to: $to) { placed ${STEP} confirmed ${STEP} shipped ${STEP} delivered ${STEP} cancelled ${STEP} } }`;
const TIMES = 'query ($from: DateTime!, $to: DateTime!) { orderStateTimes(from: $from, to: $to) { state stayCount medianSeconds p90Seconds } }';
const IMPORT = 'mutation ($input: OrdersImportInput!) { ordersImport(input: $input) { ... on ImportSuccess { inserted } ... on UserError { message } } }';
const DAY_MS = 86_400_000;

let order: OrderFixture;
beforeAll(async () => {
  order = await startOrder();
});
afterAll(() => order.stop());

const funnel = (from: string, to: string) => order.get<Record<string, { orderCount: number; share: number | null }>>(OPERATOR, FUNNEL, { from, to });
const times = (from: string, to: string) => order.get<readonly { state: string; stayCount: number; medianSeconds: number; p90Seconds: number }[]>(OPERATOR, TIMES, { from, to });

/** The same numbers for the same seed (mulberry32). */
const randomOf = (seed: number) => {
  let state = seed;
  return (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

type State = 'PENDING' | 'CONFIRMED' | 'PARTIALLY_SHIPPED' | 'SHIPPED' | 'DELIVERED' | 'COMPLETED' | 'CANCELLED';

/** What an order lived through, in milliseconds of the clock. */
interface Life {
  readonly moves: readonly { readonly state: State; readonly at: number }[];
}

const PATHS: readonly (readonly State[])[] = [
  ['PENDING'], ['PENDING', 'CANCELLED'], ['PENDING', 'CONFIRMED'], ['PENDING', 'CONFIRMED', 'CANCELLED'], ['PENDING', 'CONFIRMED', 'PARTIALLY_SHIPPED'],
  ['PENDING', 'CONFIRMED', 'PARTIALLY_SHIPPED', 'SHIPPED'], ['PENDING', 'CONFIRMED', 'SHIPPED', 'DELIVERED'], ['PENDING', 'CONFIRMED', 'SHIPPED', 'DELIVERED', 'COMPLETED'],
];

const live = async ({ moves: [first, ...later] }: Life): Promise<void> => {
  order.clock.set(new Date(first?.at ?? 0));
  const { id } = await order.place();
  let from: State = 'PENDING';
  const events: NewEvent[] = [];
  for (const { state, at } of later) {
    const event = state === 'CONFIRMED' ? newEvent(orderEvents.OrderConfirmed, { orderId: id, from, buyerId: null, allocations: [] })
      : state === 'CANCELLED' ? newEvent(orderEvents.OrderCancelled, { orderId: id, from, reason: 'OTHER' })
        : newEvent(orderEvents.OrderStateChanged, { orderId: id, from, to: state, reason: null });
    events.push({ ...event, occurredAt: new Date(at) });
    from = state;
  }
  if (events.length > 0) await order.happen(id, events);
};

const STEPS: readonly (readonly State[])[] = [['CONFIRMED', 'PARTIALLY_SHIPPED', 'SHIPPED', 'DELIVERED', 'COMPLETED'], ['SHIPPED', 'DELIVERED', 'COMPLETED'], ['DELIVERED', 'COMPLETED'], ['CANCELLED']];
/** Counted over again, one life after the other. */
const countedFunnel = (lives: readonly Life[]) => {
  const step = (orderCount: number) => ({ orderCount, share: Number((orderCount / lives.length).toFixed(4)) });
  const [confirmed = 0, shipped = 0, delivered = 0, cancelled = 0] = STEPS.map((states) => lives.filter(({ moves }) => moves.some(({ state }) => states.includes(state))).length);
  return { placed: step(lives.length), confirmed: step(confirmed), shipped: step(shipped), delivered: step(delivered), cancelled: step(cancelled) };
};
const countedTimes = (lives: readonly Life[]) => {
  const states: readonly State[] = ['PENDING', 'CONFIRMED', 'PARTIALLY_SHIPPED', 'SHIPPED', 'DELIVERED', 'COMPLETED', 'CANCELLED'];
  return states.flatMap((state) => {
    const stays = lives.flatMap(({ moves }) => moves.flatMap((move, index) => {
      const next = moves[index + 1];
      return move.state === state && next !== undefined && next.at >= move.at ? [(next.at - move.at) / 1_000] : [];
    })).sort((left, right) => left - right);
    const quantile = (share: number): number => {
      const place = share * (stays.length - 1);
      const [below = 0, above = 0] = [stays[Math.floor(place)], stays[Math.ceil(place)]];
      return below + (above - below) * (place - Math.floor(place));
    };
    return stays.length === 0 ? [] : [{ state, stayCount: stays.length, medianSeconds: expect.closeTo(quantile(0.5), 2), p90Seconds: expect.closeTo(quantile(0.9), 2) }];
  });
};

describe('orderFunnel and orderStateTimes', () => {
  it('say of many random orders what counting them one by one says', async () => {
    const seed = Math.floor(Math.random() * 2 ** 31);
    process.stderr.write(`order-reports: seed ${seed}\n`);
    const random = randomOf(seed);
    const start = Date.parse('2026-01-01T00:00:00.000Z');
    const lives = Array.from({ length: 80 }, (): Life => {
      let at = start + Math.floor(random() * 40) * DAY_MS;
      const path = PATHS[Math.floor(random() * PATHS.length)] ?? [];
      // A carrier's clock may be behind ours.
      return { moves: path.map((state, index) => ({ state, at: index === 0 ? at : (at += Math.floor(random() * 5 * DAY_MS) - (random() < 0.1 ? 6 * DAY_MS : 0)) })) };
    });
    for (const life of lives) await live(life);
    order.clock.set(new Date('2027-01-01T12:00:00.000Z'));
    const [from, to] = [start + 10 * DAY_MS, start + 30 * DAY_MS];
    const within = lives.filter(({ moves: [first] }) => first !== undefined && first.at >= from && first.at < to);
    expect(within.length).toBeGreaterThan(10);
    for (const [range, chosen] of [[[start, start + 40 * DAY_MS], lives], [[from, to], within]] as const) {
      const [since = '', until = ''] = range.map((at) => new Date(at).toISOString());
      expect(await funnel(since, until)).toEqual(countedFunnel(chosen));
      expect(await times(since, until)).toEqual(countedTimes(chosen));
    }
  });

  it('take imported orders by what their source told', async () => {
    const hex = (number: number): string => number.toString(16).padStart(32, '0');
    const day = (number: number): string => `2018-03-${String(number).padStart(2, '0')}T00:00:00.000Z`;
    const facts = (id: number, over: object) => ({
      sourceId: hex(id), sourceStatus: 'x', state: 'DELIVERED', placedAt: day(1), confirmedAt: day(2), handedOverAt: day(4), deliveredAt: day(9),
      lines: [], payments: [], ...over,
    });
    const orders = [
      facts(1, {}),
      facts(2, { confirmedAt: null, deliveredAt: day(5) }), // Confirmed, who knows when: neither PENDING nor CONFIRMED has a length.
      facts(3, { handedOverAt: day(10), deliveredAt: day(9) }), // Delivered before it was handed over.
      facts(4, { state: 'CANCELLED', handedOverAt: null, deliveredAt: null, confirmedAt: day(3) }),
      facts(5, { state: 'CANCELLED', confirmedAt: null, handedOverAt: null, deliveredAt: null }),
      facts(6, { state: 'CONFIRMED', handedOverAt: null, deliveredAt: null }),
      facts(7, { state: 'DELIVERED', confirmedAt: null, handedOverAt: null, deliveredAt: null }),
      facts(8, { placedAt: day(20) }),
    ];
    expect(await order.get(ADMIN, IMPORT, { input: { source: 'olist', currency: 'BRL', orders } })).toEqual({ inserted: 8 });
    await order.happen('00000000-0000-0000-0000-000000000006', [{ ...newEvent(orderEvents.OrderCancelled, { orderId: '00000000-0000-0000-0000-000000000006', from: 'CONFIRMED', reason: 'OTHER' }), occurredAt: new Date(day(5)) }]);
    expect(await funnel(day(1), day(20))).toEqual({
      placed: { orderCount: 7, share: 1 }, confirmed: { orderCount: 6, share: 0.8571 }, shipped: { orderCount: 4, share: 0.5714 }, delivered: { orderCount: 4, share: 0.5714 }, cancelled: { orderCount: 3, share: 0.4286 },
    });
    const inDays = (await times(day(1), day(20))).map(({ state, stayCount, medianSeconds, p90Seconds }) => [state, stayCount, medianSeconds / 86_400, p90Seconds / 86_400]);
    // PENDING: 1, 1, 2, 1 days (1, 3, 4, 6); CONFIRMED: 2, 8, 3 (1, 3, 6); SHIPPED: 5, 1 (1, 2).
    expect(inDays).toEqual([['PENDING', 4, 1, expect.closeTo(1.7)], ['CONFIRMED', 3, 3, expect.closeTo(7)], ['SHIPPED', 2, 3, expect.closeTo(4.6)]]);
  });

  it('are empty where nothing was placed', async () => {
    const none = { orderCount: 0, share: null };
    expect(await funnel('2001-01-01T00:00:00Z', '2003-01-02T00:00:00Z')).toEqual({ placed: none, confirmed: none, shipped: none, delivered: none, cancelled: none });
    expect(await times('2001-01-01T00:00:00Z', '2003-01-02T00:00:00Z')).toEqual([]);
  });

  it('are for those who may read reports', async () => {
    for (const viewer of [NOBODY, viewerOf('01960000-0000-7000-8000-000000000003'), viewerOf('01960000-0000-7000-8000-000000000003', ['PRODUCT_MANAGER'])]) {
      for (const query of [FUNNEL, TIMES]) {
        const { data, errors } = await order.ask(viewer, query, { from: '2018-01-01T00:00:00Z', to: '2018-02-01T00:00:00Z' });
        expect(Object.values(data ?? {})).toEqual([null]);
        expect(errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHORIZED_FIELD_OR_TYPE' });
      }
    }
    expect(await order.get(ADMIN, FUNNEL, { from: '2018-03-01T00:00:00Z', to: '2018-03-02T00:00:00Z' })).toMatchObject({ placed: { orderCount: 7 } });
  });

  it.each([
    ['an empty range', '2018-01-01T00:00:00Z', '2018-01-01T00:00:00Z'], ['one that ends before it begins', '2018-01-02T00:00:00Z', '2018-01-01T00:00:00Z'],
    ['more than 731 days', '2018-01-01T00:00:00.000Z', '2020-01-02T00:00:00.001Z'], ['a time before 1970', '1969-12-01T00:00:00Z', '1970-02-01T00:00:00Z'],
  ])('refuse %s', async (_what, from, to) => {
    for (const query of [FUNNEL, TIMES]) expect((await order.ask(OPERATOR, query, { from, to })).errors?.[0]?.extensions).toMatchObject({ code: 'VALIDATION' });
  });

  it('cost one statement each', async () => {
    expect(await order.statementsOf(() => funnel('2018-01-01T00:00:00Z', '2018-03-02T00:00:00Z'))).toBe(1);
    expect(await order.statementsOf(() => times('2018-01-01T00:00:00Z', '2018-03-02T00:00:00Z'))).toBe(1);
  });
});
