import { findProgram } from '@souk/embedded';
import { ArgumentError, HELP, parseArguments, type ChaosArguments } from './arguments.js';
import { BUGS, type Bug, type BugName } from './bugs.js';
import { drawNemeses, type NemesisName } from './nemeses/index.js';
import { describeViolations, summaryOf, totalOf } from './report.js';
import { runSeed, type SeedResult } from './run-seed.js';
import { startWorld, type World } from './world/world.js';

const EXIT = { kept: 0, violated: 1, wrongArguments: 2, failed: 3 } as const;
const NEEDS: Partial<Readonly<Record<NemesisName, string>>> = { redis: 'redis-server' };

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const main = async (): Promise<number> => {
  const command = parseArguments(process.argv.slice(2));
  switch (command.kind) {
    case 'help':
      process.stdout.write(HELP);
      return EXIT.kept;
    case 'bugs':
      return scoreBugs(command);
    case 'run':
      return runSeeds(command);
  }
};

/** All seeds in one world; each has customers and products of its own. */
const runSeeds = async (wanted: ChaosArguments): Promise<number> => {
  const { protocol, seed: first, seeds, history } = wanted;
  const bug: Bug | undefined = wanted.bug && BUGS[wanted.bug];
  const world = await startBroken(protocol, bug);
  const results: SeedResult[] = [];
  try {
    for (let seed = first; seed < first + seeds; seed += 1) {
      const nemeses = possible(wanted.nemeses ?? bug?.nemeses ?? drawNemeses(seed));
      say(`${protocol} seed ${seed}: ${nemeses.join(', ')} for ${wanted.seconds} s`);
      const result = await runSeed(world, { seed, seconds: wanted.seconds, nemeses, say: (line) => say(`  ${line}`) });
      results.push(result);
      if (history !== undefined) result.history.write(history);
      for (const line of [...describeViolations(result), summaryOf(result)]) say(line);
      // What is broken now would be found again by every seed after it.
      if (result.violations.length > 0) break;
    }
  } finally {
    await world.stop();
  }
  say('');
  for (const line of [...results.map(summaryOf), '', ...totalOf(results)]) say(line);
  return results.some(({ violations }) => violations.length > 0) ? EXIT.violated : EXIT.kept;
};

/** The mutation score: each bug in a world of its own, over seeds until it is caught. Exits with 1 where one was not. */
const scoreBugs = async ({ seed: first, seeds, seconds }: { readonly seed: number; readonly seeds: number; readonly seconds: number }): Promise<number> => {
  const lines: string[] = [];
  let caught = 0;
  for (const name of Object.keys(BUGS) as readonly BugName[]) {
    const found = await catchBug(BUGS[name], first, seeds, seconds);
    if (found !== undefined) caught += 1;
    lines.push(found === undefined ? `${name}: not caught in ${seeds} seeds` : `${name}: caught by seed ${found.seed}: ${found.violations[0]?.rule ?? ''}`);
    say(lines.at(-1) ?? '');
  }
  say(`\n${lines.join('\n')}\n${caught} of ${lines.length} bugs caught`);
  return caught === lines.length ? EXIT.kept : EXIT.violated;
};

const catchBug = async (bug: Bug, first: number, seeds: number, seconds: number): Promise<SeedResult | undefined> => {
  const world = await startBroken(bug.protocol, bug);
  try {
    for (let seed = first; seed < first + seeds; seed += 1) {
      const result = await runSeed(world, { seed, seconds, nemeses: possible(bug.nemeses), say: () => undefined });
      if (result.violations.length > 0) return result;
    }
    return undefined;
  } finally {
    await world.stop();
  }
};

const startBroken = async (protocol: ChaosArguments['protocol'], bug: Bug | undefined): Promise<World> => {
  const world = await startWorld(protocol, bug?.patches);
  for (const { database, statement } of bug?.sql ?? []) await (await world.postgres[database].open()).query(statement);
  return world;
};

/** Without those whose program this machine lacks; under CI=true nothing is left out. */
const possible = (names: readonly NemesisName[]): readonly NemesisName[] =>
  names.filter((name) => {
    const program = NEEDS[name];
    if (program === undefined || findProgram(program) !== undefined) return true;
    if (process.env['CI'] === 'true') throw new ArgumentError(`--nemesis ${name}: expected ${program} on the PATH, found none: install it; under CI=true nothing is skipped.`);
    say(`skipped: nemesis ${name}, because ${program} is not installed`);
    return false;
  });

main().then((code) => process.exit(code), (error: unknown) => {
  process.stderr.write(error instanceof ArgumentError ? `${error.message} --help tells more.\n` : `${error instanceof Error ? error.stack ?? error.message : String(error)}\n`);
  process.exit(error instanceof ArgumentError ? EXIT.wrongArguments : EXIT.failed);
});
