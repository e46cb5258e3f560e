import { replay, type Projection } from '@souk/events';
import { createDatabase, type Database } from '@souk/persistence';
import { silentLogger } from '@souk/telemetry';
import { loadPlatformConfig, type SubgraphName } from '../config.js';
import { createProgress } from '../import/progress.js';
import { oneLine } from '../start-error.js';
import { HELP, parseArguments, type ReplayCommand } from './arguments.js';
import { describeResult, differingRows } from './describe-result.js';
import { findDatabase } from './find-database.js';
import { UsageError } from './replay-error.js';

const EXIT = { ok: 0, failed: 1, usage: 2, stopped: 130 } as const;

interface RunOptions {
  readonly argv: readonly string[];
  /** The process's own and the file .env where undefined. */
  readonly env: NodeJS.ProcessEnv | undefined;
  readonly out: NodeJS.WriteStream;
  readonly err: NodeJS.WriteStream;
}

interface Run extends ReplayCommand {
  readonly out: NodeJS.WriteStream;
  readonly signal: AbortSignal;
}

/** Does what the command line says; the result is the process's exit code. Ctrl-C stops after the page that is being applied. */
export const runReplay = async ({ argv, env, out, err }: RunOptions): Promise<number> => {
  const stop = new AbortController();
  const onSignal = (): void => stop.abort();
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  try {
    const command = parseArguments(argv);
    if (command.kind === 'help') {
      out.write(`${HELP}\n`);
      return EXIT.ok;
    }
    const isEqual = await replayAll({ ...command, out, signal: stop.signal }, env);
    return isEqual || command.swap ? EXIT.ok : EXIT.failed;
  } catch (error) {
    if (stop.signal.aborted) return EXIT.stopped;
    err.write(`souk replay: ${oneLine(error)}\n`);
    return error instanceof UsageError ? EXIT.usage : EXIT.failed;
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  }
};

const replayAll = async (run: Run, env: NodeJS.ProcessEnv | undefined): Promise<boolean> => {
  const { REPLAYABLE } = await import('./services.js');
  const { database: parts, projections: known } = REPLAYABLE[run.subgraph];
  const projections = chosen(known.projections, run);
  const found = await findDatabase(env === undefined ? loadPlatformConfig() : loadPlatformConfig(env), run.subgraph);
  try {
    const database = await createDatabase({ url: found.url, name: run.subgraph, ...parts, logger: silentLogger, poolSize: 4 });
    try {
      let isEqual = true;
      for (const projection of projections) isEqual = (await replayOne(run, database, projection)) && isEqual;
      run.out.write(`Not in the log of ${run.subgraph}, so left as it is:\n${known.notDerivable.map(({ what, why }) => `  ${what}: ${why}\n`).join('')}`);
      return isEqual;
    } finally {
      await database.close();
    }
  } finally {
    await found.close();
  }
};

const chosen = (projections: readonly Projection[], { projection, subgraph }: { readonly projection: string | undefined; readonly subgraph: SubgraphName }): readonly Projection[] => {
  if (projection === undefined) return projections;
  const named = projections.filter(({ name }) => name === projection);
  if (named.length === 0) throw new UsageError(`--projection: ${subgraph} has ${projections.map(({ name }) => name).join(', ')}, got '${projection}'.`);
  return named;
};

const replayOne = async ({ subgraph, until, swap, out, signal }: Run, database: Database, projection: Projection): Promise<boolean> => {
  const progress = createProgress(out, 'events');
  const name = `${subgraph} ${projection.name}`;
  try {
    const result = await replay({
      database, service: subgraph, projection, until, swap, signal,
      onStart: (total) => progress.start(total),
      onProgress: (events) => progress.advance(events, name),
    });
    progress.stop();
    out.write(`${describeResult(name, result, { until, seconds: progress.elapsedSeconds() }).join('\n')}\n`);
    return until !== undefined || differingRows(result) === 0;
  } finally {
    progress.stop();
  }
};
