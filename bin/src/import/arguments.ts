import { parseArgs } from 'node:util';
import { ImportError } from './import-error.js';

export const HELP = `Loads the history of another shop through Souk's public API.

  npm run import -- olist <folder> [--verify EXPECTED.json]

  olist <folder>   the CSV files of Olist's Brazilian E-Commerce data set, plain or .gz
  --verify FILE    afterwards compare the platform's reports with the figures in FILE; any difference exits 1
  --help           this text

Environment
  SOUK_URL         where Souk runs; http://127.0.0.1:$PORT without it (PORT is 4000 unless set)
  SOUK_TOKEN       access token of an account with the role ADMIN; the embedded demo's ADMIN without it

Facts are kept as given, oddities included. Running it again changes nothing, so a stopped import is resumed by
the same command. Exit code: 0 done, 1 failed or a figure differs, 2 wrong usage, 130 stopped by Ctrl-C.`;

export type Command = { readonly kind: 'help' } | { readonly kind: 'olist'; readonly folder: string; readonly verify: string | undefined };

/** Throws ImportError `usage` where the words do not fit. */
export const parseArguments = (argv: readonly string[]): Command => {
  const { values, positionals } = parse(argv);
  if (values.help) return { kind: 'help' };
  const [source, folder, ...rest] = positionals;
  if (source !== 'olist' || folder === undefined || rest.length > 0) throw new ImportError(`expected 'olist <folder>', got '${positionals.join(' ')}': see npm run import -- --help`, 'usage');
  return { kind: 'olist', folder, verify: values.verify };
};

const parse = (argv: readonly string[]) => {
  try {
    return parseArgs({ args: [...argv], allowPositionals: true, options: { verify: { type: 'string' }, help: { type: 'boolean', short: 'h' } } });
  } catch (error) {
    throw new ImportError(`${error instanceof Error ? error.message : String(error)} See npm run import -- --help`, 'usage');
  }
};
