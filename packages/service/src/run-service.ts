import { OperationalError } from '@souk/kernel';
import { createLogger, startTracing, type Logger, type TracingConfig } from '@souk/telemetry';
import { startParts, type Stoppable } from './start-parts.js';

/** What the life of a process depends on. */
interface ProcessSettings {
  readonly logLevel: string;
  /** Spans are made, and sent there. */
  readonly tracing?: TracingConfig | undefined;
}

export interface ServiceOptions<Config extends ProcessSettings> {
  /** As logs and messages name it. */
  readonly name: string;
  /** Reads the settings; throws a message that names the variable that is missing or wrong. */
  load(): Config | Promise<Config>;
  start(config: Config, logger: Logger): Promise<Stoppable>;
}

/**
 * The life of a process that is one service: it reads its settings, starts, and at SIGINT or SIGTERM ends what is under way and exits with 0;
 * the same signal once more ends it at once. Where it cannot start it exits with 1, and its last line on standard error says why, without a stack.
 */
export const runService = async <Config extends ProcessSettings>({ name, load, start }: ServiceOptions<Config>): Promise<void> => {
  let logger: Logger | undefined;
  try {
    const config = await load();
    logger = createLogger({ name, level: config.logLevel });
    const service = await startTraced(config, start, logger);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void end(service, logger));
  } catch (error) {
    // A fault of ours is not to be guessed from one line.
    if (!(error instanceof OperationalError)) logger?.fatal({ err: error }, 'the start failed');
    process.stderr.write(`${name} cannot start: ${oneLine(error)}\n`);
    process.exit(1);
  }
};

/** Tracing is there before the first part of the service, and stays until the last one has ended: the spans of its end are sent, too. */
const startTraced = <Config extends ProcessSettings>(config: Config, start: ServiceOptions<Config>['start'], logger: Logger): Promise<Stoppable> =>
  startParts(async (keep) => {
    if (config.tracing !== undefined) {
      const tracing = await startTracing(config.tracing, logger);
      keep(() => tracing.stop());
    }
    const service = await start(config, logger);
    keep(() => service.stop());
    return {};
  });

const end = async (service: Stoppable, logger: Logger | undefined): Promise<void> => {
  try {
    await service.stop();
    process.exit(0);
  } catch (error) {
    logger?.error({ err: error }, 'the service did not stop cleanly');
    process.exit(1);
  }
};

const oneLine = (error: unknown): string => (error instanceof Error ? error.message : String(error)).replace(/\s*\n\s*/g, ' ').trim();
