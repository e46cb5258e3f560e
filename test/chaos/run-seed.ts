import { setMaxListeners } from 'node:events';
import { checkInvariants } from './checkers/invariants.js';
import { readFacts } from './checkers/facts.js';
import { checkLinearizable, type Linearizability, type RegisterOperation } from './checkers/linearizable.js';
import { type Violation } from './checkers/violation.js';
import { watchStock } from './checkers/watch-stock.js';
import { goShopping, type Ledger } from './clients/buyer.js';
import { useRegister } from './clients/register.js';
import { openChaosShop, type Stocked } from './clients/shop.js';
import { diceOf } from './dice.js';
import { History } from './history.js';
import { unleash, type NemesisName } from './nemeses/index.js';
import { healAll, resolveUnknown, untilAtRest } from './recover.js';
import { type Protocol } from './world/topology.js';
import { type World } from './world/world.js';

const REGISTER_CLIENTS = 3;

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
  readonly strikes: number;
  readonly violations: readonly Violation[];
}

/** One seed: a new shop, clients and nemeses for some seconds, then peace, and every check. */
export const runSeed = async (world: World, { seed, seconds, nemeses, say }: SeedOptions): Promise<SeedResult> => {
  const shop = await openChaosShop(world);
  const history = new History();
  const ledger: Ledger = { attempts: [], cancellations: [] };
  const operations: RegisterOperation[] = [];
  const signal = AbortSignal.timeout(seconds * 1_000);
  setMaxListeners(0, signal); // every client and nemesis listens
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
  await Promise.all(clients);
  const first = ledger.attempts.map(({ told }) => told[0]?.outcome);
  await resolveUnknown(ledger, history);
  const inDoubt = await untilAtRest(world, shop);
  watching.abort();
  const register = checkLinearizable(shop.register.units, operations);
  const violations: readonly Violation[] = [
    ...(await watched), ...checkInvariants(await readFacts(world, shop), shop, ledger), ...checkRegister(shop.register, register),
    ...inDoubt.map((what) => ({ rule: '0 in doubt', message: `still there after the rest: ${what}`, keys: what.match(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g) ?? [] })),
  ];
  const count = (outcome: string): number => first.filter((told) => told === outcome).length;
  return {
    protocol: world.protocol, seed, nemeses, history, violations,
    checkouts: { acknowledged: count('ok'), aborted: count('fail'), unknown: count('unknown') },
    register: { operations: operations.length, verdict: register.verdict }, strikes: history.records.filter(({ type }) => type === 'strike').length,
  };
};

const checkRegister = ({ uuid }: Stocked, answer: Linearizability): readonly Violation[] =>
  answer.verdict !== 'no' ? [] : [{
    rule: 'the stock register is linearizable', keys: [uuid],
    message: `no order of the first ${answer.history.length} operations on ${uuid} makes sense: ${JSON.stringify(answer.history.slice(-8))} are the last of them`,
  }];
