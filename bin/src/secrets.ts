import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KEY_OWNERS, generateKeys, type KeyOwner } from '@souk/auth';
import { z } from 'zod';
import { StartError } from './start-error.js';

/** What the parts of one platform prove themselves to each other with. */
export interface Secrets {
  /** Private JWKs as JSON, by owner. */
  readonly signingKeys: Readonly<Record<KeyOwner, string>>;
  /** Public JWKS as JSON. */
  readonly jwks: string;
  readonly postgresPassword: string;
  readonly paymentSandboxKey: string;
}

const RANDOM_BYTES = 24;

/** A password or API key that nobody guesses, in hexadecimal digits. */
export const randomSecret = (): string => randomBytes(RANDOM_BYTES).toString('hex');

/** Fresh secrets; kept nowhere. */
export const createSecrets = async (): Promise<Secrets> => {
  const { privateKeys, jwks } = await generateKeys(KEY_OWNERS);
  return { signingKeys: privateKeys, jwks, postgresPassword: randomSecret(), paymentSandboxKey: randomSecret() };
};

const schema = z.object({ signingKeys: z.record(z.enum(KEY_OWNERS), z.string()), jwks: z.string(), postgresPassword: z.string().min(1), paymentSandboxKey: z.string().min(16) });

/** The embedded platform's secrets: made at its first start, readable by its owner alone. Throws StartError where the file cannot be read as such. */
export const keepSecrets = async (dataDir: string): Promise<Secrets> => {
  const file = join(dataDir, 'secrets.json');
  if (existsSync(file)) return readSecrets(file);
  const secrets = await createSecrets();
  writeFileSync(`${file}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return secrets;
};

const readSecrets = (file: string): Secrets => {
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    throw new StartError(`Expected signing keys and passwords in ${file}, found something else: put the file back as it was, or delete its folder to begin anew.`);
  }
};
