import { parseArgs } from 'node:util';
import { isUuid } from '@souk/kernel';
import { MessagesError } from './messages-error.js';

const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 1_000;

export const HELP = `Shows how far consumers are behind, and what they failed at; hands that to them again.

  npm run messages -- lag [--json]
  npm run messages -- dead [--consumer NAME] [--limit N] [--json]
  npm run messages -- redrive --consumer NAME (--id ID | --all)

  lag              per consumer and publisher: events behind, age of the oldest, dead letters, and later events of
                   the same aggregates, which wait for them
  dead             dead letters, oldest first: id, type, aggregate and version, attempts, reason, time
  redrive          hands dead letters to their consumer again, and then what waited for them; each has its effect once
  --consumer NAME  only that one, e.g. logistics.on-order-placed
  --limit N        dead letters at most, 1 to ${MAX_LIMIT}; ${DEFAULT_LIMIT} without it
  --id ID          the dead letter of the event with that id
  --all            all dead letters of the consumer
  --json           for programs: nothing is shortened
  --help           this text

Settings are those of npm start: DATABASE_URL_CATALOG, _USER, _ORDER and _LOGISTICS, and for databases without one
SOUK_DATA_DIR, whether Souk runs or not. It is the same with RabbitMQ and without, and works while RabbitMQ is down.
Exit code: 0 done, 1 failed or nothing found to hand over, 2 wrong usage.`;

export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'lag'; readonly json: boolean }
  | { readonly kind: 'dead'; readonly json: boolean; readonly consumer: string | undefined; readonly limit: number }
  | { readonly kind: 'redrive'; readonly consumer: string; readonly id: string | undefined };

/** Throws MessagesError `usage` where the words do not fit. */
export const parseArguments = (argv: readonly string[]): Command => {
  const { values, positionals } = parse(argv);
  if (values.help) return { kind: 'help' };
  const [kind, ...rest] = positionals;
  if (rest.length > 0 || (kind !== 'lag' && kind !== 'dead' && kind !== 'redrive')) throw usage(`expected lag, dead or redrive, got '${positionals.join(' ')}'`);
  const { json = false, consumer, limit, id, all = false } = values;
  refuse(kind, { '--json': kind === 'redrive' && json, '--consumer': kind === 'lag' && consumer !== undefined, '--limit': kind !== 'dead' && limit !== undefined, '--id': kind !== 'redrive' && id !== undefined, '--all': kind !== 'redrive' && all });
  if (kind === 'lag') return { kind, json };
  if (kind === 'dead') return { kind, json, consumer, limit: limitOf(limit) };
  if (consumer === undefined || (id === undefined) !== all) throw usage('redrive: expected --consumer NAME and either --id ID or --all');
  if (id !== undefined && !isUuid(id)) throw usage(`--id: expected the id of an event as 'dead' shows it, got '${id}'`);
  return { kind, consumer, id };
};

const usage = (message: string): MessagesError => new MessagesError(`${message}: see npm run messages -- --help`, 'usage');

const refuse = (kind: string, misplaced: Readonly<Record<string, boolean>>): void => {
  const [option] = Object.keys(misplaced).filter((name) => misplaced[name]);
  if (option !== undefined) throw usage(`${kind} has no option ${option}`);
};

const limitOf = (text: string | undefined): number => {
  const limit = text === undefined ? DEFAULT_LIMIT : Number(text);
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) throw usage(`--limit: expected a whole number from 1 to ${MAX_LIMIT}, got '${text}'`);
  return limit;
};

const parse = (argv: readonly string[]) => {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { json: { type: 'boolean' }, consumer: { type: 'string' }, limit: { type: 'string' }, id: { type: 'string' }, all: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    });
  } catch (error) {
    throw usage(error instanceof Error ? error.message : String(error));
  }
};
