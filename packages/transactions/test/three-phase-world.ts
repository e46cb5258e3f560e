import { DomainError, newId, systemClock, type Clock } from '@souk/kernel';
import { type Database } from '@souk/persistence';
import { silentLogger as logger } from '@souk/telemetry';
import { Coordinator, ThreePhaseParticipant, threePhaseAgreement, type Peer, type ThreePhaseBranch } from '../src/index.js';
import { type Fault, type TestState, later } from './atomic-world.js';
import { addUnits, unitsOf } from './effects.js';
import { mortalDatabase, type Life } from './mortal.js';
import { openDatabase } from './open-database.js';

const NAMES = ['stock', 'money', 'home'] as const;
export type Name = (typeof NAMES)[number];

/** A coordinator and three participants, one of them in the coordinator's own database; all reach one another over lines that a test may cut. */
export class ThreePhaseWorld {
  fault: Fault = () => Promise.resolve();
  /** Whether the line between two of them, or from the coordinator to one, is dead. */
  isCut: (from: Name | 'coordinator', to: Name) => boolean = () => false;

  private constructor(readonly databases: Readonly<Record<Name, Database>>) {}

  static async create(): Promise<ThreePhaseWorld> {
    const [stock, money, home] = await Promise.all([openDatabase(), openDatabase(), openDatabase()]);
    return new ThreePhaseWorld({ stock, money, home });
  }

  /** Also ends what a failed test left prepared: it would stall every event feed of this server. */
  async close(): Promise<void> {
    for (const database of Object.values(this.databases)) {
      for (const { gid } of await database.query<{ gid: string }>('SELECT gid FROM pg_prepared_xacts WHERE database = current_database()')) await database.query(`ROLLBACK PREPARED '${gid}'`);
      await database.close();
    }
  }

  participant(name: Name, clock: Clock = systemClock, reached?: (point: string) => Promise<void>): ThreePhaseParticipant {
    return new ThreePhaseParticipant({ database: this.databases[name], service: name, clock, logger, peerOf: (peer) => this.peer(name, peer as Name) }, reached);
  }

  peer(from: Name | 'coordinator', to: Name): Peer {
    const reach = async (): Promise<ThreePhaseParticipant> => {
      if (this.isCut(from, to)) throw new Error('the line is dead');
      return Promise.resolve(this.participant(to));
    };
    return {
      name: to,
      stateOf: async (gid) => (await reach()).stateOf({ gid, branch: to }),
      preCommit: async (gid) => (await reach()).preCommit({ gid, branch: to }),
    };
  }

  coordinator({ clock = systemClock, life, participants = {} }: { readonly clock?: Clock; readonly life?: Life; readonly participants?: Partial<Record<Name, ThreePhaseParticipant>> } = {}): Coordinator<TestState> {
    const told = async <T>(message: string, to: Name, work: (participant: ThreePhaseParticipant) => Promise<T>): Promise<T> => {
      await life?.step();
      await this.fault(message, 'before');
      if (this.isCut('coordinator', to)) throw new Error('the line is dead');
      const result = await work(participants[to] ?? this.participant(to));
      await life?.step();
      await this.fault(message, 'after');
      return result;
    };
    const branch = (name: Name): ThreePhaseBranch<TestState> => ({
      name,
      prepare: ({ refuseAt }, { gid }) => told(`prepare ${name}`, name, (participant) => participant.prepare({ gid, branch: name }, NAMES, async (tx) => {
        if (refuseAt === name) throw new DomainError('REFUSED', `${name} says no`);
        await addUnits(tx, gid, name, 1);
        return {};
      })),
      preCommit: (_state, { gid }) => told(`preCommit ${name}`, name, (participant) => participant.preCommit({ gid, branch: name }).then(() => true, (error: unknown) => {
        if (error instanceof DomainError) return false;
        throw error;
      })),
      commit: (_state, { gid }) => told(`commit ${name}`, name, (participant) => participant.branches.commit({ gid, branch: name })),
      abort: async (_state, { gid }) => told(`abort ${name}`, name, async (participant) => { await participant.branches.abort({ gid, branch: name }); return {}; }),
    });
    const branches = NAMES.map(branch);
    return new Coordinator({
      database: life === undefined ? this.databases.home : mortalDatabase(this.databases.home, life), clock, logger,
      agreement: threePhaseAgreement({ branches, peersOf: () => NAMES.map((name) => this.peer('coordinator', name)) }),
      definition: {
        name: 'three', holds: [], stages: [branches], confirm: () => Promise.resolve(),
        onCommitted: async (tx, _state, gid) => { await addUnits(tx, gid, 'close', 1); },
        onAborted: async (tx, _state, _failure, gid) => { await addUnits(tx, gid, 'cancel', 1); },
      },
    });
  }

  async begin(coordinator: Coordinator<TestState>, state: TestState = {}): Promise<string> {
    const gid = newId();
    await this.databases.home.transaction((tx) => coordinator.begin(tx, gid, state));
    return gid;
  }

  /** The participants' time-outs, one after the other; nobody else does anything. */
  async timeOut(names: readonly Name[] = NAMES): Promise<void> {
    for (const name of names) await this.participant(name, later).branches.sweep();
  }

  async recover(): Promise<void> {
    const coordinator = this.coordinator({ clock: later });
    await coordinator.recover();
    await coordinator.stop();
  }

  async effects(gid: string): Promise<Readonly<Record<string, number>>> {
    const units = (database: Database, name: string): Promise<number> => unitsOf(database, gid, name);
    const { home } = this.databases;
    const [stock, money, own, close, cancel] = await Promise.all([units(this.databases.stock, 'stock'), units(this.databases.money, 'money'), units(home, 'home'), units(home, 'close'), units(home, 'cancel')]);
    return { stock, money, home: own, close, cancel };
  }

  async prepared(): Promise<readonly string[]> {
    const lists = await Promise.all(Object.values(this.databases).map((database) => database.query<{ gid: string }>('SELECT gid FROM pg_prepared_xacts WHERE database = current_database()')));
    return lists.flat().map(({ gid }) => gid);
  }
}
