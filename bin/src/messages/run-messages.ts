import { listDeadLetters, readLag, redriveDeadLetters, subscriptionsIn, type DeadLetter, type Lag } from '@souk/events';
import { OperationalError } from '@souk/kernel';
import { type Database } from '@souk/persistence';
import { loadPlatformConfig } from '../config.js';
import { oneLine, StartError } from '../start-error.js';
import { HELP, parseArguments, type Command } from './arguments.js';
import { MessagesError } from './messages-error.js';
import { openDatabases } from './open-databases.js';
import { deadTable, lagTable } from './table.js';

const EXIT = { ok: 0, failed: 1, usage: 2 } as const;

interface RunOptions {
  readonly argv: readonly string[];
  readonly out: NodeJS.WritableStream;
  readonly err: NodeJS.WritableStream;
}

type Databases = ReadonlyMap<string, Database>;

/** Does what the command line says; the result is the process's exit code. */
export const runMessages = async ({ argv, out, err }: RunOptions): Promise<number> => {
  const stops: (() => Promise<void>)[] = [];
  try {
    const command = parseArguments(argv);
    const lines = command.kind === 'help' ? [HELP] : await run(command, await openDatabases(loadPlatformConfig(), stops));
    out.write(`${lines.join('\n')}\n`);
    return EXIT.ok;
  } catch (error) {
    // A fault of ours is not to be guessed from one line.
    if (!(error instanceof MessagesError || error instanceof StartError || error instanceof OperationalError)) throw error;
    err.write(`souk messages: ${oneLine(error)}\n`);
    return error instanceof MessagesError && error.kind === 'usage' ? EXIT.usage : EXIT.failed;
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
};

const run = (command: Exclude<Command, { readonly kind: 'help' }>, databases: Databases): Promise<readonly string[]> => {
  if (command.kind === 'lag') return lag(command.json, databases);
  return command.kind === 'dead' ? dead(command, databases) : redrive(command, databases);
};

const lag = async (json: boolean, databases: Databases): Promise<readonly string[]> => {
  const lags: Lag[] = [];
  for (const database of databases.values()) lags.push(...(await readLag(database, databases)));
  // A program must be able to tell "nothing" from "not asked".
  return json ? [JSON.stringify(lags, (_name, value: unknown) => value ?? null, 2)] : lagTable(lags);
};

const dead = async ({ consumer, limit, json }: Extract<Command, { readonly kind: 'dead' }>, databases: Databases): Promise<readonly string[]> => {
  const asked = consumer === undefined ? [...databases.values()] : [await databaseOf(consumer, databases)];
  const found: DeadLetter[] = [];
  // One more than asked for tells whether that was all.
  for (const database of asked) found.push(...(await listDeadLetters(database, { consumer, limit: limit + 1 })));
  const letters = found.sort((left, right) => left.diedAt.getTime() - right.diedAt.getTime()).slice(0, limit);
  if (json) return [JSON.stringify(letters, null, 2)];
  if (letters.length === 0) return ['There are no dead letters.'];
  return [...deadTable(letters), ...(found.length > limit ? [`There are more than ${limit}: raise --limit, or name a consumer with --consumer.`] : [])];
};

const redrive = async ({ consumer, id }: Extract<Command, { readonly kind: 'redrive' }>, databases: Databases): Promise<readonly string[]> => {
  const count = await redriveDeadLetters(await databaseOf(consumer, databases), consumer, id);
  if (count === 0) throw new MessagesError(id === undefined ? `expected dead letters of ${consumer}, found none.` : `expected a dead letter of ${consumer} with the id ${id}, found none: see npm run messages -- dead --consumer ${consumer}`);
  return [`${count.toLocaleString('en')} re-driven: ${consumer} takes them within seconds while it runs, else when it starts. What fails again is a dead letter again, with more attempts: npm run messages -- dead --consumer ${consumer}`];
};

/** The database that the consumer works in. Throws MessagesError where there is no such consumer. */
const databaseOf = async (consumer: string, databases: Databases): Promise<Database> => {
  const known = new Set<string>();
  for (const database of databases.values()) {
    for (const subscription of await subscriptionsIn(database)) {
      if (subscription.consumer === consumer) return database;
      known.add(subscription.consumer);
    }
  }
  throw new MessagesError(`--consumer: expected one of ${[...known].join(', ')}, got '${consumer}'.`);
};
