import { loadPlatformConfig } from './config.js';
import { interruption } from './interrupt.js';
import { createPlatform, type Platform } from './platform.js';
import { fail, oneLine } from './start-error.js';
import { welcome } from './welcome.js';

const HELP = `npm start: Souk in one process, with PostgreSQL from npm and a demo shop.

Settings are variables, or lines of a file .env; .env.example lists all of them. The usual ones:
  PORT            gateway; services take the ports above it   4000
  SOUK_DATA_DIR   databases, secrets                          .souk
  LOG_LEVEL       fatal, error, warn, info, debug             warn
Ctrl-C stops everything; the data stays. To begin anew, delete the data folder.
`;

const main = async (): Promise<void> => {
  if (process.argv.includes('--help') || process.argv.includes('-h')) {
    process.stdout.write(HELP);
    return;
  }
  const startedMs = performance.now();
  const interrupted = interruption();
  const starting = createPlatform(loadPlatformConfig());
  const ready = await Promise.race([starting, interrupted]);
  if (ready) process.stdout.write(welcome(ready, performance.now() - startedMs));
  const platform = await starting; // a start that is interrupted is finished first: only then is known all that must stop
  const failure = await Promise.race([interrupted, platform.failed]);
  await end(platform, failure);
};

const end = async (platform: Platform, failure: string | undefined): Promise<void> => {
  if (failure !== undefined) process.stderr.write(`Souk stops: ${oneLine(failure)}\n`);
  await platform.stop();
  process.exit(failure === undefined ? 0 : 1);
};

main().catch((error: unknown) => fail('Souk cannot start', error));
