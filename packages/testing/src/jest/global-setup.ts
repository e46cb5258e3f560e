import { mkdtempSync, chmodSync, existsSync } from 'node:fs';
import Module from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** Two workers with several services each, ten connections a pool. */
const MAX_CONNECTIONS = 300;

const packages = resolve(__dirname, '../../..');

/**
 * Once per run: starts the PostgreSQL that all tests share and hands its URL over in SOUK_TEST_POSTGRES;
 * SOUK_TEST_FOLDER is a folder for whatever else is shared by the run's tests.
 */
const globalSetup = async (): Promise<void> => {
  resolveSources();
  const { startEmbeddedPostgres } = await import('@souk/embedded');
  const folder = mkdtempSync(join(tmpdir(), 'souk-test-'));
  chmodSync(folder, 0o755); // PostgreSQL runs as another user when we are root, and must reach its data
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), port: 0, databases: [], password: 'test', durable: false, maxConnections: MAX_CONNECTIONS });
  process.env['SOUK_TEST_POSTGRES'] = postgres.urlOf('postgres');
  process.env['SOUK_TEST_FOLDER'] = folder;
  Object.assign(globalThis, { soukTestPostgres: postgres });
};

/** Jest compiles this file, but neither its name mapper nor its conditions reach a global hook: its imports are found here. */
const resolveSources = (): void => {
  const loader = Module as unknown as { _resolveFilename(request: string, parent?: { readonly filename?: string }, ...rest: unknown[]): string };
  const original = loader._resolveFilename;
  loader._resolveFilename = function resolveSource(request, parent, ...rest) {
    const [, name] = /^@souk\/([a-z-]+)$/.exec(request) ?? [];
    if (name) return join(packages, name, 'src/index.ts');
    const source = request.startsWith('.') && parent?.filename?.startsWith(packages) ? resolve(dirname(parent.filename), request.replace(/\.js$/, '.ts')) : '';
    return source !== '' && existsSync(source) ? source : original.call(this, request, parent, ...rest);
  };
};

export default globalSetup;
