import { parseArguments, HELP } from './arguments.js';
import { ImportError } from './import-error.js';
import { compareFigures } from './olist/compare-figures.js';
import { importOlist } from './olist/import-olist.js';
import { assertTables } from './olist/tables.js';
import { readExpected, readFigures } from './olist/figures.js';
import { createProgress } from './progress.js';
import { createRejects } from './rejects.js';
import { connect, type SoukClient } from './souk-client.js';

const EXIT = { ok: 0, failed: 1, usage: 2, stopped: 130 } as const;

interface RunOptions {
  readonly argv: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly out: NodeJS.WriteStream;
  readonly err: NodeJS.WriteStream;
}

/** Does what the command line says; the result is the process's exit code. Ctrl-C stops after the batches that are on their way. */
export const runImport = async ({ argv, env, out, err }: RunOptions): Promise<number> => {
  const say = (line: string): void => void out.write(`${line}\n`);
  const complain = (line: string): void => void err.write(`${line}\n`);
  const stop = new AbortController();
  const onSignal = (): void => stop.abort();
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  try {
    const command = parseArguments(argv);
    if (command.kind === 'help') {
      say(HELP);
      return EXIT.ok;
    }
    assertTables(command.folder);
    const client = await connect(env);
    say(`Importing ${command.folder} into ${client.url}`);
    const finished = await runStages(client, command.folder, { out, complain, say, signal: stop.signal });
    if (!finished) return EXIT.stopped;
    return command.verify === undefined ? EXIT.ok : await verify(client, command.verify, { say, complain });
  } catch (error) {
    if (!(error instanceof ImportError)) throw error;
    complain(`souk import: ${error.message}`);
    return error.kind === 'usage' ? EXIT.usage : EXIT.failed;
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  }
};

interface Output {
  readonly say: (line: string) => void;
  readonly complain: (line: string) => void;
}

const runStages = async (client: SoukClient, folder: string, { out, complain, say, signal }: Output & { readonly out: NodeJS.WriteStream; readonly signal: AbortSignal }): Promise<boolean> => {
  const progress = createProgress(out);
  const rejects = createRejects(complain);
  try {
    const { inserted, unchanged, rows } = await importOlist({ client, folder, progress, rejects, signal });
    progress.stop();
    say(`${rows.toLocaleString('en')} rows in ${progress.elapsedSeconds().toFixed(1)} s: ${inserted.toLocaleString('en')} facts new, ${unchanged.toLocaleString('en')} were there already.`);
    rejects.summary().forEach(complain);
    if (signal.aborted) complain('Stopped. Run the same command again: it goes on with what is missing.');
    return !signal.aborted;
  } finally {
    progress.stop();
  }
};

const verify = async (client: SoukClient, file: string, { say, complain }: Output): Promise<number> => {
  const expected = await readExpected(file);
  const { compared, differences } = compareFigures(expected, await readFigures(client));
  differences.forEach((difference) => complain(`differs: ${difference}`));
  say(`${compared} figures compared with ${file}: ${differences.length === 0 ? 'all equal' : `${differences.length} differ`}.`);
  return differences.length === 0 ? EXIT.ok : EXIT.failed;
};
