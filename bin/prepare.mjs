// Runs before npm start, test and the rest: a Node that is new enough, packages as the lock file says, a build of the sources
// as they are. Says nothing when there is nothing to do; what it says goes to standard error, so that output stays clean.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MIN_NODE = [20, 19];
const root = dirname(dirname(fileURLToPath(import.meta.url)));
/** Its time is that of the sources' last good build. */
const stamp = join(root, 'node_modules', '.cache', 'souk-build');
/** Folders that hold sources, and what in them is made by a build. */
const SOURCES = ['packages', 'subgraphs', 'gateway', 'schema', 'bin', 'test/bench', 'test/support', 'test/chaos', 'web'];
const MADE = new Set(['node_modules', 'dist', '.turbo', 'test', 'coverage']);
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;
const SHARED = ['package-lock.json', 'turbo.json', '.swcrc'];

checkNode();
install();
build();

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > MIN_NODE[0] || (major === MIN_NODE[0] && minor >= MIN_NODE[1])) return;
  fail(`Souk cannot start: expected Node ${MIN_NODE.join('.')} or newer, found ${process.versions.node}: install a newer Node and try again.`);
}

/** npm writes node_modules/.package-lock.json last, so its absence also tells an install that was interrupted. */
function install() {
  const installed = join(root, 'node_modules', '.package-lock.json');
  if (existsSync(installed) && modified(installed) >= modified(join(root, 'package-lock.json'))) return;
  say('Installing packages (npm ci) …');
  const startedMs = Date.now();
  // npm test also runs where NODE_ENV is production or --omit=dev is configured; building needs the development packages.
  run(npm(), ['ci', '--include=dev', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'], 'npm ci failed (its words are above): the packages are not complete.');
  say(`Installed in ${seconds(startedMs)} s.`);
}

function build() {
  const startedMs = Date.now();
  const newest = Math.max(...SHARED.map((file) => modified(join(root, file))), ...SOURCES.map((folder) => newestIn(join(root, folder))));
  if (existsSync(stamp) && modified(stamp) >= newest && outputsExist()) return;
  say('Building …');
  process.env.TURBO_TELEMETRY_DISABLED = '1';
  runQuietly([process.execPath, join(root, 'node_modules', 'turbo', 'bin', 'turbo'), 'run', 'build', '--output-logs=errors-only', '--no-update-notifier'], 'The build failed (its words are above).');
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, '');
  utimesSync(stamp, startedMs / 1000, startedMs / 1000); // what changed during the build is built next time
  say(`Built in ${seconds(startedMs)} s.`);
}

/** Every workspace that builds has built. */
function outputsExist() {
  return ['packages', 'subgraphs'].flatMap((folder) => readdirSync(join(root, folder)).map((name) => join(root, folder, name)))
    .concat(['gateway', 'schema', 'bin', 'web'].map((name) => join(root, name)))
    .filter((folder) => existsSync(join(folder, 'package.json')) && JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).scripts?.build)
    .every((folder) => existsSync(join(folder, 'dist')));
}

/** Folders count too: theirs is the time when a file was deleted. */
function newestIn(folder) {
  if (!existsSync(folder)) return 0;
  let newest = modified(folder);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (MADE.has(entry.name) || entry.name.endsWith('.test.ts')) continue;
    const path = join(folder, entry.name);
    newest = Math.max(newest, entry.isDirectory() ? newestIn(path) : modified(path));
  }
  return newest;
}

function modified(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** The npm that runs us, else the one on the PATH. */
function npm() {
  return process.env.npm_execpath?.endsWith('.js') ? [process.execPath, process.env.npm_execpath] : ['npm'];
}

function run([program, ...first], args, failure) {
  const { status } = spawnSync(program, [...first, ...args], { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0) fail(failure);
}

/** Its words matter where it fails, and only there. */
function runQuietly([program, ...args], failure) {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8', maxBuffer: MAX_OUTPUT_BYTES });
  if (status === 0) return;
  say(`${stdout}${stderr}`);
  fail(failure);
}

function seconds(startedMs) {
  return ((Date.now() - startedMs) / 1000).toFixed(1);
}

function say(text) {
  process.stderr.write(`${text}\n`);
}

function fail(text) {
  say(text);
  process.exit(1);
}
