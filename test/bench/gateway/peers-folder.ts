import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const INSTALL_TIMEOUT_MS = 600_000;

/**
 * The folder that has those packages, exact versions, in its node_modules: the benchmark's own, installed now unless it was
 * before. Throws with npm's last words where that fails.
 */
export const installPeer = (name: string, dependencies: Readonly<Record<string, string>>, say: (line: string) => void): string => {
  const folder = join(fileURLToPath(new URL('../../../../.souk/bench/gateway-peers', import.meta.url)), name);
  const manifest = JSON.stringify({ private: true, dependencies }, null, 2);
  const installed = join(folder, 'node_modules', '.installed');
  if (read(installed) === manifest) return folder;
  say(`installing ${name}: ${Object.entries(dependencies).map(([dependency, version]) => `${dependency}@${version}`).join(', ')} …`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), manifest);
  const { status, stderr, error } = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', '--ignore-scripts'], { cwd: folder, encoding: 'utf8', timeout: INSTALL_TIMEOUT_MS });
  if (status !== 0) throw new Error(`npm install failed: ${(error?.message ?? stderr).trim().slice(-500)}`);
  writeFileSync(installed, manifest);
  return folder;
};

const read = (file: string): string | undefined => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
};
