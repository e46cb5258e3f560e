import { setMaxListeners } from 'node:events';
import { checkInvariants } from './checkers/invariants.js';
import { readFacts } from './checkers/facts.js';
import { checkLinearizable, type Linearizability, type RegisterOperation } from './checkers/linearizable.js';
import { type Violation } from './checkers/violation.js';
import { watchStock } from './checkers/watch-stock.js';
import { goShopping, type Ledger } from './clients/buyer.js';
import { useRegister } from './clients/register.js';
import { startTally } from './clients/tally.js';
import { openChaosShop, type Stocked } from './clients/shop.js';
import { diceOf } from './dice.js';
import { History } from './history.js';
import { unleash, type NemesisName } from './nemeses/index.js';
import { healAll, resolveUnknown, untilAtRest, withTimePassing } from './recover.js';
import { type Protocol } from './world/topology.js';
import { type World } from './world/world.js';

const REGISTER_CLIENTS = 3;
/** A seed that carries fewer checkouts than it has seconds lasts up to so many times as long. */
const LONGEST = 3;
const LOOK_MS = 100;

export interface SeedOptions {
  readonly seed: number;
  readonly seconds: number;
  readonly nemeses: readonly NemesisName[];
  readonly say: (line: string) => void;
}

export interface SeedResult {
  readonly protocol: Protocol;
  readonly seed: number;
  readonly nemeses: readonly NemesisName[];
  readonly history: History;
  /** Checkouts, by what their buyers were told first. */
  readonly checkouts: { readonly acknowledged: number; readonly aborted: number; readonly unknown: number };
  /** Whether its operations have an order that makes sense. */
  readonly register: { readonly operations: number; readonly verdict: Linearizability['verdict'] };
  /** Percolator transactions over values that were acknowledged; undefined under other protocols. */
  readonly counts?: number;
  /** By nemesis. */
  readonly strikes: ReadonlyMap<NemesisName, number>;
  /** Of what clients did not know first, how many were found out by asking again. */
  readonly resolved: number;
  readonly tookMs: SeedTimes;
  readonly violations: readonly Violation[];
}

/** How long each part of a seed took, in milliseconds. */
interface SeedTimes {
  /** A new shop. */
  readonly opening: number;
  /** Clients and nemeses, until the last of both had ended. */
  readonly working: number;
  /** Until every outcome was known and nothing moved any more. */
  readonly resting: number;
  readonly checking: number;
}

/** One seed: a new shop, clients and nemeses for some seconds, then peace, and every check. */
export const runSeed = async (world: World, { seed, seconds, nemeses, say }: SeedOptions): Promise<SeedResult> => {
  const lap = stopwatch();
  const shop = await openChaosShop(world);
  const history = new History();
  const ledger: Ledger = { attempts: [], cancellations: [] };
  const operations: RegisterOperation[] = [];
  const tally = world.protocol === 'percolator' ? await startTally(world, { seed, history }) : undefined;
  const opening = lap();
  const signal = untilWorked(seconds, ledger);
  const clients = [
    ...shop.buyers.map((buyer) => goShopping(buyer, { shop, dice: diceOf(seed, buyer.name), history, ledger, signal })),
    ...Array.from({ length: REGISTER_CLIENTS }, (_nothing, index) => {
      const name = `register-${index + 1}`;
      return useRegister(name, { world, register: shop.register, dice: diceOf(seed, name), history, operations, signal });
    }),
  ];
  const watching = new AbortController();
  const watched = watchStock(world, watching.signal);
  await Promise.all(nemeses.map((name) => unleash(name, { world, history, seed, say, signal })));
  await healAll(world);
  const { first, inDoubt, counted, working } = await withTimePassing(world, async () => {
    await Promise.all(clients);
    const [counted, working] = [await tally?.end(), lap()];
    const first = ledger.attempts.map(({ told }) => told[0]?.outcome);
    await resolveUnknown(ledger, history);
    return { first, counted, working, inDoubt: await untilAtRest(world, shop) };
  });
  watching.abort();
  const resting = lap();
  const register = checkLinearizable(shop.register.units, operations);
  const violations: readonly Violation[] = [
    // First: what never ended is often why the rest does not agree.
    ...inDoubt.map((what) => ({ rule: '0 in doubt', message: `still there after the rest: ${what}`, keys: what.match(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g) ?? [] })),
    ...(await watched), ...checkInvariants(await readFacts(world, shop), shop, ledger), ...checkRegister(shop.register, register), ...(counted?.violations ?? []),
  ];
  const count = (outcome: string): number => first.filter((told) => told === outcome).length;
  const struck = (name: NemesisName): number => history.records.filter(({ type, process }) => type === 'strike' && process === name).length;
  return {
    protocol: world.protocol, seed, nemeses, history, violations,
    checkouts: { acknowledged: count('ok'), aborted: count('fail'), unknown: count('unknown') },
    resolved: ledger.attempts.filter(({ told }) => told[0]?.outcome === 'unknown' && told.at(-1)?.outcome !== 'unknown').length,
    register: { operations: operations.length, verdict: register.verdict },
    ...(counted !== undefined && { counts: counted.counts }),
    strikes: new Map(nemeses.map((name) => [name, struck(name)])),
    tookMs: { opening, working, resting, checking: lap() },
  };
};

/** Aborts after the seconds; on a machine so busy that there were fewer checkouts than seconds by then, later. */
const untilWorked = (seconds: number, { attempts }: Ledger): AbortSignal => {
  const over = new AbortController();
  setMaxListeners(0, over.signal); // every client and nemesis listens
  const startedMs = performance.now();
  const timer = setInterval(() => {
    const elapsedSeconds = (performance.now() - startedMs) / 1_000;
    const answered = attempts.filter(({ told }) => told.length > 0).length;
    if (elapsedSeconds < seconds || (answered < seconds && elapsedSeconds < seconds * LONGEST)) return;
    clearInterval(timer);
    over.abort();
  }, LOOK_MS);
  return over.signal;
};

/** Milliseconds since it was asked last. */
const stopwatch = (): (() => number) => {
  let sinceMs = performance.now();
  return () => {
    const [beforeMs, nowMs] = [sinceMs, performance.now()];
    sinceMs = nowMs;
    return nowMs - beforeMs;
  };
};

const checkRegister = ({ uuid }: Stocked, answer: Linearizability): readonly Violation[] =>
  answer.verdict !== 'no' ? [] : [{
    rule: 'the stock register is linearizable', keys: [uuid],
    message: `no order of the first ${answer.history.length} operations on ${uuid} makes sense: ${JSON.stringify(answer.history.slice(-8))} are the last of them`,
  }];
