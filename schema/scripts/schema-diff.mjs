// Says what a change does to clients: compares schema/api.graphql with the committed one. A breaking change ends with 1.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSchema, findBreakingChanges, findDangerousChanges } from 'graphql';

process.chdir(fileURLToPath(new URL('../..', import.meta.url)));

const FILE = 'schema/api.graphql';
const committed = (revision) => {
  try {
    return execFileSync('git', ['show', `${revision}:${FILE}`], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return undefined;
  }
};

const current = readFileSync(FILE, 'utf8');
const head = committed('HEAD');
const revision = process.env.SCHEMA_BASE ?? (head === current ? 'HEAD^' : 'HEAD');
const before = committed(revision);
if (before === undefined) {
  console.log(`schema diff: there is no ${FILE} in ${revision} to compare with`);
  process.exit(0);
}
const [old, now] = [before, current].map((sdl) => buildSchema(sdl));
const breaking = findBreakingChanges(old, now);
for (const change of findDangerousChanges(old, now)) console.warn(`dangerous ${change.type}: ${change.description}`);
for (const change of breaking) console.error(`BREAKING ${change.type}: ${change.description}`);
if (breaking.length > 0) {
  console.error(`${breaking.length} breaking changes against ${revision}: deprecate with a reason and a date instead, or compare with another revision by SCHEMA_BASE.`);
  process.exit(1);
}
console.log(`schema diff: nothing breaks against ${revision}`);
