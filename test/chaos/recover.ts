import { sleep } from '@souk/kernel';
import { readFacts, isStanding } from './checkers/facts.js';
import { readInDoubt } from './checkers/in-doubt.js';
import { type Ledger } from './clients/buyer.js';
import { type Shop } from './clients/shop.js';
import { type History } from './history.js';
import { untilReady, type World } from './world/world.js';

/** In real time; the longest pause that no clock ends is half a minute, between two attempts of an event. */
const REST_DEADLINE_MS = 90_000;
const RESOLVE_DEADLINE_MS = 90_000;
const POLL_MS = 500;

/** Longer than a lease of a driver that died, and shorter than a call's token lives. */
const JUMP_MS = 25_000;
/** Real time before the first jump, for what needs none; and between two, for what then begins. */
const FIRST_JUMP_MS = 2_000;
const JUMP_EVERY_MS = 8_000;

/**
 * Lets the services' clocks run ahead of the machine's while the work goes on, all of them alike, in jumps: leases and pauses of what died end
 * sooner than they would, and nothing else is different. At the end they are right again. Not under three-phase commit, which takes silence of
 * a certain length for death: it would end what is still alive.
 */
export const withTimePassing = async <T>({ services, protocol }: World, work: () => Promise<T>): Promise<T> => {
  if (protocol === '3pc') return work();
  const done = new AbortController();
  const setAhead = (offsetMs: number): void => {
    for (const service of Object.values(services)) service.skew(offsetMs);
  };
  const jump = async (): Promise<void> => {
    await sleep(FIRST_JUMP_MS, done.signal);
    for (let jumps = 1; !done.signal.aborted; jumps += 1) {
      setAhead(jumps * JUMP_MS);
      await sleep(JUMP_EVERY_MS, done.signal);
    }
  };
  const jumping = jump();
  try {
    return await work();
  } finally {
    done.abort();
    await jumping;
    setAhead(0);
  }
};

/** Ends every fault that still stands, and waits until all services answer. */
export const healAll = async (world: World): Promise<void> => {
  for (const link of world.links.values()) link.heal();
  for (const service of Object.values(world.services)) service.heal();
  await untilReady(world);
};

/** Asks again, by the same key, for what nobody knows yet. */
export const resolveUnknown = async ({ attempts }: Ledger, history: History): Promise<void> => {
  const open = attempts.filter(({ told }) => told.at(-1)?.outcome === 'unknown');
  const deadline = performance.now() + RESOLVE_DEADLINE_MS;
  await Promise.all(open.map(async (attempt) => {
    const invocation = history.begin(attempt.buyer.name, 'ask again', [attempt.key, attempt.variantId]);
    let told = await attempt.ask();
    while (told.outcome === 'unknown' && performance.now() < deadline) {
      await sleep(POLL_MS);
      told = await attempt.ask();
    }
    attempt.told.push(told);
    invocation.end(told.outcome, told.details, told.orderId === undefined ? [] : [told.orderId]);
  }));
};

/** Waits until nothing is in doubt and every confirmed order has its parcel; resolves to what is left when the time is over. */
export const untilAtRest = async (world: World, shop: Shop): Promise<readonly string[]> => {
  const deadline = performance.now() + REST_DEADLINE_MS;
  for (;;) {
    const inDoubt = await readInDoubt(world);
    const { orders, parcels } = await readFacts(world, shop);
    const isShipped = orders.every((order) => isStanding(order) === ((parcels.get(order.id) ?? []).length > 0));
    if ((inDoubt.length === 0 && isShipped) || performance.now() >= deadline) return inDoubt;
    await sleep(POLL_MS);
  }
};
