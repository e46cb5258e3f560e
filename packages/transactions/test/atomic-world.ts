import { DomainError, newId, systemClock, type Clock } from '@souk/kernel';
import { type Database } from '@souk/persistence';
import { silentLogger as logger } from '@souk/telemetry';
import { Coordinator, Participant, type AtomicBranch, type AtomicDefinition } from '../src/index.js';
import { addUnits, unitsOf } from './effects.js';
import { mortalDatabase, type Life } from './mortal.js';
import { openDatabase } from './open-database.js';

/** What the tests' transactions are about. */
export interface TestState {
  /** The branch that votes no; or `confirm`. */
  readonly refuseAt?: string;
  readonly held?: boolean;
}

/** What a test does to a message: before it reaches the other side, or after, when the answer may still be lost. */
export type Fault = (message: string, moment: 'before' | 'after') => Promise<void>;

/** Sees everything that a dead process left as old enough. */
export const later: Clock = { now: () => new Date(systemClock.now().getTime() + 600_000) };

const SERVICES = ['stock', 'money'] as const;
export type ServiceName = (typeof SERVICES)[number];

/** A coordinator and two participants, each with a database of its own, and a hold that knows no prepare. */
export class AtomicWorld {
  readonly holds = new Map<string, string>();
  /** No process of the coordinator's service answers. */
  isCoordinatorAway = false;
  fault: Fault = () => Promise.resolve();

  private constructor(readonly home: Database, readonly databases: Readonly<Record<ServiceName, Database>>) {}

  static async create(): Promise<AtomicWorld> {
    const [home, stock, money] = await Promise.all([openDatabase(), openDatabase(), openDatabase()]);
    return new AtomicWorld(home, { stock, money });
  }

  /** Also ends what a failed test left prepared: it would stall every event feed of this server. */
  async close(): Promise<void> {
    for (const database of [this.home, ...Object.values(this.databases)]) {
      for (const { gid } of await database.query<{ gid: string }>('SELECT gid FROM pg_prepared_xacts WHERE database = current_database()')) await database.query(`ROLLBACK PREPARED '${gid}'`);
      await database.close();
    }
  }

  participant(service: ServiceName, { clock = systemClock, reached }: { readonly clock?: Clock; readonly reached?: (point: string) => Promise<void> } = {}): Participant {
    const resolve: ConstructorParameters<typeof Participant>[0]['resolve'] = async ({ gid }) => {
      if (this.isCoordinatorAway) throw new Error('nobody answers');
      return this.coordinator({ clock }).verdictOf(gid);
    };
    return new Participant({ database: this.databases[service], service, protocol: '2pc', clock, logger, resolve }, reached);
  }

  /** Of a process with that life, if it is mortal. */
  coordinator({ clock = systemClock, life, participants, database = this.home }: { readonly clock?: Clock; readonly life?: Life; readonly participants?: Partial<Record<ServiceName, Participant>>; readonly database?: Database } = {}): Coordinator<TestState> {
    const say: Fault = async (message, moment) => {
      await life?.step();
      await this.fault(message, moment);
    };
    return new Coordinator({ database: life === undefined ? database : mortalDatabase(database, life), definition: this.definition(say, participants), clock, logger });
  }

  definition(say: Fault, participants: Partial<Record<ServiceName, Participant>> = {}): AtomicDefinition<TestState> {
    const told = async <T>(message: string, work: () => Promise<T>): Promise<T> => {
      await say(message, 'before');
      const result = await work();
      await say(message, 'after');
      return result;
    };
    const branch = (service: ServiceName): AtomicBranch<TestState> => {
      const participant = participants[service] ?? this.participant(service);
      return {
        name: service,
        prepare: ({ refuseAt }, { gid }) => told(`prepare ${service}`, async () => participant.prepare({ gid, branch: service }, async (tx) => {
          if (refuseAt === service) throw new DomainError('REFUSED', `${service} says no`);
          await addUnits(tx, gid, service, 1);
          return {};
        })),
        commit: (_state, { gid }) => told(`commit ${service}`, () => participant.commit({ gid, branch: service })),
        abort: async (_state, { gid }) => told(`abort ${service}`, async () => { await participant.abort({ gid, branch: service }); return {}; }),
      };
    };
    const move = (gid: string, to: string, from: readonly (string | undefined)[]): void => {
      if (from.includes(this.holds.get(gid))) this.holds.set(gid, to);
    };
    const hold: AtomicBranch<TestState> = {
      name: 'hold',
      prepare: (_state, { gid }) => told('hold', async () => { move(gid, 'held', [undefined]); return Promise.resolve({ held: true }); }),
      commit: (_state, { gid }) => told('settle', async () => Promise.resolve(move(gid, 'settled', ['held']))),
      abort: (_state, { gid }) => told('let go', async () => { move(gid, 'free', [undefined, 'held']); return Promise.resolve({ held: false }); }),
    };
    return {
      name: 'test',
      holds: [hold],
      stages: [[branch('stock')], [branch('money')]],
      confirm: async (tx, { refuseAt }, gid) => {
        if (refuseAt === 'confirm') throw new DomainError('REFUSED', 'confirm says no');
        await addUnits(tx, gid, 'confirm', 1);
      },
      onCommitted: async (tx, _state, gid) => { await addUnits(tx, gid, 'close', 1); },
      onAborted: async (tx, _state, _failure, gid) => { await addUnits(tx, gid, 'cancel', 1); },
    };
  }

  async begin(coordinator: Coordinator<TestState>, state: TestState = {}): Promise<string> {
    const gid = newId();
    await this.home.transaction((tx) => coordinator.begin(tx, gid, state));
    return gid;
  }

  /** What processes that come later do: the coordinator's look-out, the participants' sweeps. */
  async recover(): Promise<void> {
    const coordinator = this.coordinator({ clock: later });
    await coordinator.recover();
    await Promise.all(SERVICES.map((service) => this.participant(service, { clock: later }).sweep()));
    await coordinator.stop();
  }

  /** How often each effect stands. */
  async effects(gid: string): Promise<Readonly<Record<string, unknown>>> {
    const home = async (name: string): Promise<number> => unitsOf(this.home, gid, name);
    const [stock, money, confirm, close, cancel] = await Promise.all([unitsOf(this.databases.stock, gid, 'stock'), unitsOf(this.databases.money, gid, 'money'), home('confirm'), home('close'), home('cancel')]);
    return { stock, money, confirm, close, cancel, hold: this.holds.get(gid) };
  }

  /** Prepared transactions of this world, in all its databases. */
  async prepared(): Promise<readonly string[]> {
    const lists = await Promise.all([this.home, ...Object.values(this.databases)].map((database) => database.query<{ gid: string }>('SELECT gid FROM pg_prepared_xacts WHERE database = current_database()')));
    return lists.flat().map(({ gid }) => gid);
  }
}

export const ALL = { stock: 1, money: 1, confirm: 1, close: 1, cancel: 0, hold: 'settled' };
export const NOTHING = { stock: 0, money: 0, confirm: 0, close: 0, cancel: 1 };
