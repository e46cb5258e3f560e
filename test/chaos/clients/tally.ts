import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { pathToFileURL } from 'node:url';
import { programEnvironment } from '@souk/embedded';
import { withDeadline } from '@souk/kernel';
import { percolatorMigration, percolatorOracleMigration } from '@souk/transactions';
import { type Violation } from '../checkers/violation.js';
import { type History, type Invocation } from '../history.js';
import { type TallyMessage } from '../service/tally-main.js';
import { ROOT } from '../world/root.js';
import { PRELOAD } from '../world/service-process.js';
import { type World } from '../world/world.js';
import { COUNTERS, openTallyBooks, type TallyUrls } from './tally-books.js';

/** A range of timestamps kept by one process is no harm where there is no other. */
const PROCESSES = 2;
/** One operation's attempts, each with waits for locks. */
const END_DEADLINE_MS = 60_000;
/** In the PostgreSQL of these services, in databases of their own: services' sites know their own keys only. */
const HOMES = { left: 'catalog', right: 'user' } as const;

const MAIN = join(ROOT, 'test', 'dist', 'chaos', 'service', 'tally-main.js');

/** What the counters should say: `least` counts were acknowledged, of the others up to `most` nobody knows. */
interface Expected {
  least: number;
  most: number;
}

/** Processes that count together in two databases by Percolator transactions: values that are read and written, where a checkout only takes and gives. */
export interface Tally {
  /** Lets every process finish what it is at, compares the counters with what was acknowledged, and leaves nothing behind. */
  end(): Promise<{ readonly counts: number; readonly violations: readonly Violation[] }>;
}

export const startTally = async (world: World, { seed, history }: { readonly seed: number; readonly history: History }): Promise<Tally> => {
  const name = `tally_${randomUUID().replaceAll('-', '')}`;
  const servers = await Promise.all([world.postgres[HOMES.left].open(), world.postgres[HOMES.right].open()]);
  for (const server of servers) await server.query(`CREATE DATABASE ${name}`);
  const urls: TallyUrls = { left: urlOf(world, HOMES.left, name), right: urlOf(world, HOMES.right, name) };
  const books = await openTallyBooks(urls, [percolatorMigration, percolatorOracleMigration]);
  const expected = new Map<string, Expected>(COUNTERS.map((counter) => [counter, { least: 0, most: 0 }]));
  const hear = listen(history, expected);
  const processes = Array.from({ length: PROCESSES }, (_nothing, index) => startProcess(world, { name: `tally-${index + 1}`, seed, urls, hear }));
  return {
    end: async () => {
      await Promise.all(processes.map((stop) => stop()));
      const violations = (await Promise.all([...expected].map(async ([counter, { least, most }]): Promise<readonly Violation[]> => {
        const [left, right] = await books.read(counter);
        if (left === right && left >= least && left <= most) return [];
        return [{ rule: 'Percolator loses no update', message: `${counter}: expected ${least} to ${most} in both databases, found ${left} and ${right}`, keys: [counter] }];
      }))).flat();
      await books.close();
      for (const server of servers) await server.query(`DROP DATABASE ${name} WITH (FORCE)`);
      return { counts: [...expected.values()].reduce((sum, { least }) => sum + least, 0), violations };
    },
  };
};

const urlOf = ({ postgres }: World, home: keyof World['postgres'], database: string): string => {
  const url = new URL(postgres[home].urlAt(postgres[home].port));
  url.pathname = `/${database}`;
  return url.toString();
};

/** Writes what processes tell into the history, and adds it up. What has begun may have happened until it is known that it has not. */
const listen = (history: History, expected: ReadonlyMap<string, Expected>) => {
  const open = new Map<string, Invocation>();
  return ({ id, counter, type, error }: TallyMessage): void => {
    const tally = expected.get(counter);
    if (type === 'invoke') {
      open.set(id, history.begin(id, 'count', [counter]));
      if (tally) tally.most += 1;
      return;
    }
    open.get(id)?.end(type, error === undefined ? {} : { error });
    if (tally && type === 'ok') tally.least += 1;
    if (tally && type === 'fail') tally.most -= 1;
  };
};

/** Gives what stops it; that throws where the process died by itself. */
const startProcess = ({ patches }: World, { name, seed, urls, hear }: { readonly name: string; readonly seed: number; readonly urls: TallyUrls; readonly hear: (message: TallyMessage) => void }) => {
  const child: ChildProcess = spawn(execPath, ['--import', pathToFileURL(PRELOAD).href, MAIN], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: { ...programEnvironment(), TALLY_NAME: name, TALLY_SEED: String(seed), TALLY_URLS: JSON.stringify(urls), ...(patches.length > 0 && { SOUK_CHAOS_PATCHES: JSON.stringify(patches) }) },
  });
  let words = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => { words += text; });
  child.on('message', hear);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return async (): Promise<void> => {
    child.kill('SIGTERM');
    const code = await withDeadline(ended, END_DEADLINE_MS, name).catch((error: unknown) => {
      child.kill('SIGKILL');
      throw error;
    });
    if (code !== 0) throw new Error(`Expected ${name} to end when it was told, it ended with ${code}: ${words}`);
  };
};
