import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { percentile } from '../load.js';
import { type Row } from '../rows.js';
import { composeSupergraph } from './federation.js';
import { answerOf, assertAnswer, measureGateway, warmUp, type Round, type RunningGateway, type Scenario } from './measure-gateway.js';
import { LARGE, SMALL } from './operations.js';
import { startGateways, startReplayer, type Bench } from './start-gateways.js';
import { pinSelf } from './subject-process.js';
import { GATEWAYS } from './subjects.js';

const SUITE = 'gateway';
const ROUNDS = 5;
const SECONDS = 6;
const FIRST_WARM_UP_SECONDS = 8;

const SCENARIOS: readonly Scenario[] = [
  { name: 'unique', operation: LARGE, isUnique: true },
  { name: 'identical', operation: LARGE, isUnique: false },
  { name: 'unique-small', operation: SMALL, isUnique: true },
];

const UNITS: Readonly<Record<keyof Round, string>> = { cpu: 'ms/request', throughput: 'requests/s', p50: 'ms', p99: 'ms', memory: 'MB', fetches: 'per request' };

export const GATEWAY_FLAGS = {
  rounds: `N       rounds over all gateways; ${ROUNDS} unless told`,
  seconds: `N      length of a measurement; ${SECONDS} unless told`,
  only: 'NAMES     gateways and scenarios to run, with commas between them',
  profile: "FILE   keep souk's CPU profile and say where its time went (profiling slows it down)",
} as const;

type Flags = Readonly<Partial<Record<keyof typeof GATEWAY_FLAGS, string>>>;

/** Souk's gateway and @apollo/gateway, with the peers too if asked for, on the same supergraph, operations and subgraph answers. */
export const benchGateway = async ({ peers, say, flags }: { readonly peers: boolean; readonly say: (line: string) => void; readonly flags: Flags }): Promise<readonly Row[]> => {
  if (!existsSync('/proc/self/clear_refs')) throw new Error('expected Linux: CPU time and peak memory are read from /proc');
  const [rounds, seconds] = [positive('rounds', flags.rounds, ROUNDS), positive('seconds', flags.seconds, SECONDS)];
  const isChosen = chosen(flags.only);
  const folder = mkdtempSync(join(tmpdir(), 'souk-bench-gateway-'));
  const stops: Bench['stops'] = [() => rmSync(folder, { recursive: true, force: true })];
  const core = pinSelf();
  say(core === undefined ? 'gateways, load and subgraphs share all cores: this system cannot pin processes' : `each gateway alone on core ${core}; load and subgraphs on another`);
  try {
    const replayer = await startReplayer(stops);
    const supergraph = join(folder, 'supergraph.graphql');
    writeFileSync(supergraph, composeSupergraph((name) => `${replayer.url}/${name}`));
    const bench: Bench = { core, folder, replayer, supergraph, profile: flags.profile, say, stops };
    const gateways = await startGateways(bench, GATEWAYS.filter(({ name, isPeer }) => (peers || !isPeer) && isChosen(name, GATEWAYS)));
    const rows: Row[] = [];
    for (const scenario of SCENARIOS.filter(({ name }) => isChosen(name, SCENARIOS))) rows.push(...(await compare(gateways, scenario, { replayer, rounds, seconds, say })));
    say(ratios(rows));
    return rows;
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
};

const positive = (flag: string, text: string | undefined, otherwise: number): number => {
  const number = Number(text ?? otherwise);
  if (!(number > 0)) throw new Error(`--${flag}: expected a number above 0, got '${text ?? ''}'`);
  return number;
};

interface Named { readonly name: string }

/** Of gateways and of scenarios, those that --only names; all of a kind of which it names none. */
const chosen = (only: string | undefined): ((name: string, kind: readonly Named[]) => boolean) => {
  const names = only?.split(',') ?? [];
  const known = [...GATEWAYS, ...SCENARIOS].map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`--only: expected some of ${known.join(', ')}, got '${unknown.join("', '")}'`);
  return (name, kind) => names.includes(name) || !kind.some((other) => names.includes(other.name));
};

/** All gateways in turn, round by round, so that what happens on the machine meanwhile happens to all of them; the medians. */
const compare = async (gateways: readonly RunningGateway[], scenario: Scenario, { replayer, rounds, seconds, say }: Pick<Bench, 'replayer' | 'say'> & { readonly rounds: number; readonly seconds: number }): Promise<readonly Row[]> => {
  const measured = new Map<RunningGateway, Round[]>(gateways.map((gateway) => [gateway, []]));
  /** A peer that fails is left out, with what it had measured so far; where Souk or vanilla fails, there is nothing to compare. */
  const onEach = async (work: (gateway: RunningGateway) => Promise<void>): Promise<void> => {
    for (const gateway of measured.keys()) {
      try {
        await work(gateway);
      } catch (error) {
        if (!gateway.isPeer) throw error;
        say(`${scenario.name}: ${gateway.name} is left out: ${String(error)}`);
        measured.delete(gateway);
      }
    }
  };
  const [reference] = gateways;
  if (!reference) return [];
  const expected = await answerOf(reference, scenario);
  await onEach((gateway) => assertAnswer(gateway, scenario, expected));
  say(`${scenario.name}: ${[...measured.keys()].map(({ name }) => name).join(', ')} answer alike, ${JSON.stringify(expected).length} characters; warming up …`);
  await onEach((gateway) => warmUp(gateway, scenario, FIRST_WARM_UP_SECONDS));
  for (let index = 1; index <= rounds; index += 1) {
    await onEach(async (gateway) => {
      const round = await measureGateway(gateway, scenario, expected, replayer.pool, seconds);
      measured.get(gateway)?.push(round);
      say(`${scenario.name}, round ${index}, ${gateway.name}: ${round.cpu.toFixed(2)} ms CPU a request, ${round.throughput.toFixed(0)} requests/s, ${((round.cpu * round.throughput) / 10).toFixed(0)} % of a core`);
    });
  }
  const metrics = Object.entries(UNITS) as [keyof Round, string][];
  return [...measured].flatMap(([{ name }, all]) => metrics.map(([metric, unit]) => ({ suite: SUITE, scenario: scenario.name, subject: name, metric, value: median(all.map((round) => round[metric])), unit })));
};

/** Of an even number of values the upper one of the middle. */
const median = (values: readonly number[]): number => percentile([...values].sort((left, right) => left - right), 0.5);

/** How many times Souk's CPU time each gateway takes. */
const ratios = (rows: readonly Row[]): string => {
  const cpu = rows.filter(({ metric }) => metric === 'cpu');
  return cpu.filter(({ subject }) => subject !== 'souk').flatMap(({ scenario, subject, value }) => {
    const souk = cpu.find((row) => row.scenario === scenario && row.subject === 'souk');
    return souk ? [`${scenario}: ${subject} takes ${(value / souk.value).toFixed(2)} × souk's CPU time`] : [];
  }).join('\n');
};
