import { OperationalError } from '@souk/kernel';
import { HELP } from './help.js';
import { UsageError, parseArguments, type CliArguments } from './parse-arguments.js';
import { untilInterrupted } from './until-interrupted.js';

const EXIT = { done: 0, failed: 1, misused: 2 } as const;

/** Runs the gateway until it is interrupted; the exit code says how it went: 1 where it cannot start, 2 where the command line is wrong. */
export const runCli = async (argv: readonly string[]): Promise<number> => {
  try {
    const given = parseArguments(argv);
    if (given === 'help') process.stdout.write(HELP);
    else await serve(given);
    return EXIT.done;
  } catch (error) {
    process.stderr.write(`The gateway cannot start: ${reasonOf(error)}\n`);
    if (!(error instanceof UsageError)) return EXIT.failed;
    process.stderr.write('`npm run gateway -- --help` lists the flags.\n');
    return EXIT.misused;
  }
};

const serve = async (given: CliArguments): Promise<void> => {
  const interrupted = untilInterrupted();
  // Loaded late: help and a misspelt flag should not wait for the whole gateway.
  const { startGateway } = await import('./start-gateway.js');
  const gateway = await startGateway(given);
  process.stdout.write(`The gateway answers at ${gateway.url}/graphql\n`);
  await interrupted;
  await gateway.stop();
};

const reasonOf = (error: unknown): string => {
  if (error instanceof OperationalError) return error.message.replace('(PORT)', '(--port)').replace('(SUPERGRAPH_FILE)', '(--supergraph)');
  return error instanceof Error ? error.message : String(error);
};
