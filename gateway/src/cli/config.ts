import path from 'node:path';
import { parseKeySet, type KeySet } from '@souk/auth';
import { processSettings, readSettings } from '@souk/service';
import { z } from 'zod';

/** What the environment adds to the command line. */
export interface CliEnvironment {
  readonly logLevel: string;
  /** Without it everybody is anonymous. */
  readonly keys?: KeySet;
}

const { LOG_LEVEL } = processSettings(0);
const environment = z.object({ LOG_LEVEL: LOG_LEVEL.default('warn'), SOUK_JWKS: z.string().optional() });

/** Throws OperationalError with a message that names the variable that is wrong. */
export const loadCliEnvironment = (env: NodeJS.ProcessEnv = process.env): CliEnvironment => {
  const settings = readSettings(environment, env);
  return { logLevel: settings.LOG_LEVEL, ...(settings.SOUK_JWKS === undefined ? {} : { keys: parseKeySet(settings.SOUK_JWKS) }) };
};

/** The file as the person who typed it means it: npm runs scripts in the repository's root, wherever it was called. */
export const fromCallersFolder = (file: string, env: NodeJS.ProcessEnv = process.env): string => path.resolve(env['INIT_CWD'] ?? '', file);
