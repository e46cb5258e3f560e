import { DomainError } from '@souk/kernel';
import { queryIn, type Database } from '@souk/persistence';
import { defineSaga, type RemoteStep, type Saga } from '../src/index.js';
import { addUnits, participate } from './effects.js';

/** A saga of all kinds of steps, over participants in the same database. */
export interface TestState {
  readonly refuseAt?: string;
  readonly done?: readonly string[];
}

/** What a test does when a step is about to reach its participant. */
export type Intrusion = (step: string, gid: string) => Promise<void>;

const undisturbed: Intrusion = () => Promise.resolve();

export const testSaga = (database: Database, intrude: Intrusion = undisturbed): Saga<TestState> => {
  const remote = (name: string): RemoteStep<TestState> => ({
    name,
    run: async ({ refuseAt }, { gid }) => {
      await intrude(name, gid);
      if (refuseAt === name) throw new DomainError('REFUSED', `${name} says no`, { step: name }, ['steps', name]);
      await participate(database, { gid, branch: name, op: 'forward' });
      return {};
    },
    compensate: async (_state, { gid }) => {
      await intrude(`undo ${name}`, gid);
      await participate(database, { gid, branch: name, op: 'compensate' });
      return {};
    },
  });
  const later = (name: string): RemoteStep<TestState> => {
    const { run } = remote(name);
    return { name, run };
  };
  return defineSaga<TestState>({
    name: 'test',
    steps: [
      remote('quote'),
      { name: 'secure', parallel: [remote('stock'), remote('payment')] },
      { name: 'confirm', commit: async (tx, _state, gid) => { await addUnits(tx, gid, 'confirm', 1); return { done: ['confirm'] }; } },
      { name: 'fulfil', parallel: [later('commit'), later('capture')] },
      { name: 'close', commit: async (tx, { done = [] }, gid) => { await addUnits(tx, gid, 'close', 1); return { done: [...done, 'close'] }; } },
    ],
    pivot: 'confirm',
    onAborted: async (tx, _state, _failure, gid) => { await addUnits(tx, gid, 'cancel', 1); },
  });
};

const BRANCHES = ['quote', 'stock', 'payment', 'confirm', 'commit', 'capture', 'close', 'cancel'] as const;

/** How often each effect stands. */
export const effectsOf = async (database: Database, gid: string): Promise<Record<string, number>> => {
  const rows = await database.query<{ branch: string; units: number }>('SELECT branch, units FROM effect WHERE gid = $1', [gid]);
  return Object.fromEntries(BRANCHES.map((branch) => [branch, rows.find((row) => row.branch === branch)?.units ?? 0]));
};

export const ALL_DONE = { quote: 1, stock: 1, payment: 1, confirm: 1, commit: 1, capture: 1, close: 1, cancel: 0 };
export const ALL_UNDONE = { quote: 0, stock: 0, payment: 0, confirm: 0, commit: 0, capture: 0, close: 0, cancel: 1 };

export const statusOf = async (database: Database, gid: string): Promise<string | undefined> =>
  (await database.query<{ status: string }>('SELECT status FROM saga WHERE gid = $1', [gid]))[0]?.status;

/** Takes the saga's lease away as a long pause of its driver would: the lease ends, another driver may claim it. */
export const expireLease = (database: Database, gid: string): Promise<unknown> =>
  database.transaction((tx) => queryIn(tx, "UPDATE saga SET lease_until = '2000-01-01' WHERE gid = $1 RETURNING gid", [gid]));
