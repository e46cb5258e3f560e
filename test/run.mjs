// `npm test`: every Jest project, then what was skipped and why, then one line that counts. Arguments go to Jest.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = mkdtempSync(join(tmpdir(), 'souk-results-'));
const outputFile = join(folder, 'results.json');
const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');

const { status } = spawnSync(process.execPath, [jest, '--json', '--outputFile', outputFile, ...process.argv.slice(2)], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
// Jest died before it could count: that is one failure.
const results = existsSync(outputFile) ? JSON.parse(readFileSync(outputFile, 'utf8')) : { numPassedTests: 0, numFailedTests: 1, numRuntimeErrorTestSuites: 0, testResults: [] };
rmSync(folder, { recursive: true, force: true });

const skipped = results.testResults.flatMap(({ name, assertionResults }) =>
  assertionResults.filter((test) => ['pending', 'todo', 'skipped', 'disabled'].includes(test.status)).map((test) => ({ file: name.slice(root.length + 1), test })));
for (const [reason, tests] of groupByReason(skipped)) {
  process.stdout.write(`Not run, ${reason} (${tests.length}):\n`);
  for (const { file, test } of tests) process.stdout.write(`  ${file}: ${test.title}\n`);
}
const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
const strict = process.env.CI === 'true' && skipped.length > 0;
if (strict) process.stdout.write('Under CI=true nothing may be skipped: install what is named above.\n');
process.stdout.write(`${results.numPassedTests} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}\n`);
process.exitCode = status !== 0 ? status ?? 1 : strict ? 1 : 0;

function reasonOf({ test }) {
  return test.ancestorTitles.find((title) => title.startsWith('skipped: ')) ?? 'skipped by its author';
}

function groupByReason(items) {
  const groups = new Map();
  for (const item of items) groups.set(reasonOf(item), [...(groups.get(reasonOf(item)) ?? []), item]);
  return groups;
}
