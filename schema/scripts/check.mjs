// `npm run check`: everything that can be said without starting a server. Stops at the first step that fails.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

process.chdir(fileURLToPath(new URL('../..', import.meta.url)));

const GENERATED = ['schema/supergraph.graphql', 'schema/api.graphql', 'schema/rpc/generated', 'web/src/generated', 'subgraphs/*/src/generated'];
const steps = [
  ['composition', 'node', ['schema/scripts/compose.mjs']],
  ['codegen', 'node', ['schema/scripts/codegen.mjs']],
  ['generated files are committed', 'git', ['diff', '--exit-code', '--stat', '--', ...GENERATED], process.env.CI === 'true'],
  ['schema conventions', 'node', ['schema/scripts/conventions.mjs']],
  ['breaking schema changes', 'node', ['schema/scripts/schema-diff.mjs']],
  ['types', 'npm', ['run', '--silent', 'typecheck']],
  ['lint', 'npm', ['run', '--silent', 'lint']],
  ['dependency rules', 'npm', ['run', '--silent', 'dependency-rules']],
  ['unused code', 'npm', ['run', '--silent', 'unused']],
  ['unit tests', 'npm', ['run', '--silent', 'test:unit']],
];

for (const [name, command, parameters, wanted = true] of steps) {
  if (!wanted) continue;
  console.log(`\n▸ ${name}`);
  const startedAt = Date.now();
  const { status } = spawnSync(command, parameters, { stdio: 'inherit' });
  if (status !== 0) {
    console.error(`✗ ${name} failed (exit ${status}): ${command} ${parameters.join(' ')}`);
    process.exit(1);
  }
  console.log(`✓ ${name} (${((Date.now() - startedAt) / 1000).toFixed(1)} s)`);
}
