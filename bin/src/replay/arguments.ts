import { parseArgs } from 'node:util';
import { z } from 'zod';
import { SUBGRAPHS, type SubgraphName } from '../config.js';
import { UsageError } from './replay-error.js';

export const HELP = `npm run replay -- <subgraph> [--projection NAME] [--until TIME] [--swap]

Rebuilds what follows from a subgraph's event log beside its live tables, and compares both row by row, at one moment.
Commands go on meanwhile. Subgraphs: ${SUBGRAPHS.join(', ')}.

  --projection NAME   this projection alone; all of the subgraph's without it
  --until TIME        the state as of that time (ISO 8601; by when events happened): rows are counted, nothing is compared
  --swap              where rows differ, writes the rebuilt ones over the live ones, in one transaction; without it nothing is changed

Databases are found as npm start finds them: DATABASE_URL_CATALOG, _USER, _ORDER and _LOGISTICS, else the embedded ones
in SOUK_DATA_DIR, whether the platform runs or not. Run it with the code of the services that are running.
Exit code: 0 equal, swapped or counted, 1 rows differ or it failed, 2 wrong usage, 130 stopped by Ctrl-C.`;

export interface ReplayCommand {
  readonly kind: 'replay';
  readonly subgraph: SubgraphName;
  readonly projection: string | undefined;
  readonly until: Date | undefined;
  readonly swap: boolean;
}

/** Throws UsageError where the words do not fit. */
export const parseArguments = (argv: readonly string[]): ReplayCommand | { readonly kind: 'help' } => {
  const { values, positionals } = parse(argv);
  if (values.help) return { kind: 'help' };
  const subgraph = SUBGRAPHS.find((name) => name === positionals[0]);
  if (subgraph === undefined || positionals.length > 1) throw new UsageError(`expected one of ${SUBGRAPHS.join(', ')}, got '${positionals.join(' ')}': see npm run replay -- --help`);
  const until = values.until === undefined ? undefined : readTime(values.until);
  const swap = values.swap === true;
  if (swap && until !== undefined) throw new UsageError('--swap writes the state of now, --until looks at another time: give one of them.');
  return { kind: 'replay', subgraph, projection: values.projection, until, swap };
};

const parse = (argv: readonly string[]) => {
  try {
    return parseArgs({ args: [...argv], allowPositionals: true, options: { projection: { type: 'string' }, until: { type: 'string' }, swap: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } });
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)} See npm run replay -- --help`);
  }
};

const time = z.union([z.iso.datetime({ offset: true }), z.iso.date()]);

const readTime = (text: string): Date => {
  if (!time.safeParse(text).success) throw new UsageError(`--until: expected a time such as 2026-01-31 or 2026-01-31T12:00:00Z, got '${text}'.`);
  return new Date(text);
};
