import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { type AttackCounts, type AttackOrder } from './attack-clients.js';
import { type NormalOrder, type NormalResult } from './attack-normal.js';
import { cpuMs } from './load.js';
import { type Row } from './rows.js';
import { startPlatform, type RunningPlatform } from './start-platform.js';

const SUITE = 'attack';
const PORT = 4910;
const CONNECTIONS = 1_000;
const ATTACKING_PROCESSES = 2;
/**
 * What an attacker waits between an answer and its next attack, on average: 1,000 connections then send at most 100 attacks a second.
 * Chosen by what an attack costs, 1 to 4 ms of the gateway and about as much of its sender: all parties share the machine's cores, and with shorter pauses
 * the attackers' own processes, which would stand elsewhere, take the CPU that is missing in the figures. Rows `cpu` say how much each party took.
 */
const THINK_MS = 10_000;
const WARM_UP_SECONDS = 5;
const QUIET_SECONDS = 15;
/** Before the attacked measurement begins: every connection has attacked by then. */
const ONSET_MS = THINK_MS * 1.5;
const ATTACKED_SECONDS = 30;
/** Before memory is looked at again. */
const SETTLE_MS = 5_000;
const START_DEADLINE_MS = 60_000;
const POLL_MS = 200;
/** The demo shop fills its tables first; below this share of a core, over a second, it has come to rest. */
const IDLE_PERCENT = 15;

const MAX_ROUNDS = 100;

/** The suite's own flags. */
export const ATTACK_FLAGS = { rounds: `N: attacked measurements of ${ATTACKED_SECONDS} s, one after the other, 1 unless given: whether memory grows shows after several` } as const;

/** Normal clients quiet and under attack; every party in processes of its own. */
export const benchAttack = async ({ say, flags }: { readonly say: (line: string) => void; readonly flags: Readonly<Record<string, string>> }): Promise<readonly Row[]> => {
  const rounds = Math.max(1, Math.min(MAX_ROUNDS, Number(flags['rounds'] ?? 1)));
  say(`starting the demo shop on port ${PORT} …`);
  const platform = await startPlatform(PORT);
  const normal = spawnParty('./attack-normal.js');
  const attackers = Array.from({ length: ATTACKING_PROCESSES }, () => spawnParty('./attack-clients.js'));
  try {
    const order = { url: platform.url, slugs: await slugsOf(platform.url), network: networkOf(1) };
    const measure = async (seconds: number): Promise<NormalResult> => exchange<NormalOrder, NormalResult>(normal, { ...order, seconds });
    await untilIdle(platform.pid);
    await measure(WARM_UP_SECONDS);
    say('normal clients alone …');
    const quietShares = await sharesOf({ gateway: [platform.pid] });
    const quiet = await measure(QUIET_SECONDS);
    const quietCpu = await quietShares();
    const memoryBefore = await memoryRows(platform, 'before');
    say(`normal clients beside ${CONNECTIONS} attackers …`);
    attackers.forEach((attacker, index) => attacker.send({ url: platform.url, connections: CONNECTIONS / ATTACKING_PROCESSES, thinkMs: THINK_MS, network: networkOf(2 + index) } satisfies AttackOrder));
    await sleep(ONSET_MS);
    const shares = await sharesOf({ gateway: [platform.pid], 'normal clients': pidsOf([normal]), attackers: pidsOf(attackers) });
    const attacked: NormalResult[] = [];
    const memory: Row[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      attacked.push(await measure(ATTACKED_SECONDS));
      memory.push(...await memoryRows(platform, `round ${round}`));
    }
    const cpu = await shares();
    const counts = await Promise.all(attackers.map((attacker) => exchange<'stop', AttackCounts>(attacker, 'stop')));
    await sleep(SETTLE_MS);
    const crashed = await hasCrashed(platform);
    const failure = attacked.find(({ firstFailure }) => firstFailure !== undefined)?.firstFailure;
    if (failure !== undefined) say(`a normal client was answered ${failure}`);
    return [
      ...normalRows('quiet', quiet), ...attacked.flatMap((result, index) => normalRows(`attacked, round ${index + 1}`, result)),
      row('attack', 'souk', 'p99 ratio', Math.max(...attacked.map(({ p99Ms }) => p99Ms)) / quiet.p99Ms, 'x'),
      row('attack', 'souk', 'crashes', crashed ? 1 : 0, 'processes'),
      ...memoryBefore, ...memory, ...await memoryRows(platform, 'after'),
      ...quietCpu.map(([party, percent]) => row('normal', party, 'cpu', percent, '% of a core')), ...cpu.map(([party, percent]) => row('attack', party, 'cpu', percent, '% of a core')),
      ...answerRows(counts),
    ];
  } finally {
    for (const party of [normal, ...attackers]) party.kill();
    await platform.stop();
  }
};

const row = (scenario: string, subject: string, metric: string, value: number, unit: string): Row => ({ suite: SUITE, scenario, subject, metric, value, unit });

const normalRows = (subject: string, { requests, seconds, p50Ms, p99Ms, failures }: NormalResult): readonly Row[] => [
  row('normal', subject, 'throughput', requests / seconds, 'requests/s'), row('normal', subject, 'p50', p50Ms, 'ms'), row('normal', subject, 'p99', p99Ms, 'ms'), row('normal', subject, 'failures', failures, 'requests'),
];

/** How many of each attack were answered with which status. */
const answerRows = (counts: readonly AttackCounts[]): readonly Row[] => {
  const answers = new Map<string, Map<string, number>>();
  for (const [name, byStatus] of counts.flatMap((of) => Object.entries(of))) {
    const ofAttack = answers.get(name) ?? new Map<string, number>();
    answers.set(name, ofAttack);
    for (const [status, count] of Object.entries(byStatus)) ofAttack.set(status, (ofAttack.get(status) ?? 0) + count);
  }
  return [...answers].flatMap(([name, byStatus]) => [...byStatus].map(([status, count]) => row(`answers to ${name}`, 'souk', status, count, 'answers')));
};

const spawnParty = (file: string): ChildProcess => fork(new URL(file, import.meta.url));

const exchange = async <Question extends object | string, Answer>(party: ChildProcess, question: Question): Promise<Answer> => {
  const over = new AbortController();
  try {
    const ended = once(party, 'exit', over).then(() => { throw new Error('a process of the benchmark ended too early'); });
    const answered = once(party, 'message', over).then(([answer]) => answer as Answer);
    party.send(question);
    return await Promise.race([answered, ended]);
  } finally {
    over.abort();
  }
};

/** Addresses of their own, so that limits per address tell the parties apart; only Linux answers on all of 127.0.0.0/8. */
const networkOf = (index: number): string | undefined => (process.platform === 'linux' ? `127.0.${index}` : undefined);

/** Of products to look at. The gateway listens before its subgraphs do. */
const slugsOf = async (url: string): Promise<readonly string[]> => {
  const deadline = performance.now() + START_DEADLINE_MS;
  while (performance.now() < deadline) {
    const response = await fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query: '{ products(first: 20) { nodes { slug } } }' }) });
    const { data } = (await response.json()) as { readonly data?: { readonly products: { readonly nodes: readonly { readonly slug: string }[] } | null } };
    if (data?.products && data.products.nodes.length > 0) return data.products.nodes.map(({ slug }) => slug);
    await sleep(POLL_MS);
  }
  throw new Error(`the demo shop showed no products within ${START_DEADLINE_MS} ms`);
};

const untilIdle = async (pid: number): Promise<void> => {
  const deadline = performance.now() + START_DEADLINE_MS;
  while (performance.now() < deadline) {
    const shares = await sharesOf({ platform: [pid] });
    await sleep(1_000);
    const [[, percent] = ['platform', 0]] = await shares();
    if (!(percent > IDLE_PERCENT)) return;
  }
};

const pidsOf = (parties: readonly ChildProcess[]): readonly number[] => parties.flatMap(({ pid }) => pid ?? []);

/** Starts to count; the function that it resolves with tells each party's share of one core since. */
const sharesOf = async (parties: Readonly<Record<string, readonly number[]>>): Promise<() => Promise<readonly (readonly [string, number])[]>> => {
  const used = async (pids: readonly number[]): Promise<number> => (await Promise.all(pids.map(async (pid) => (await cpuMs(pid)) ?? Number.NaN))).reduce((sum, ms) => sum + ms, 0);
  const all = async (): Promise<readonly number[]> => Promise.all([...Object.values(parties).map(used), busyMs()]);
  const startedAt = performance.now();
  const before = await all();
  return async () => {
    const after = await all();
    const share = (index: number): number => (((after[index] ?? 0) - (before[index] ?? 0)) / (performance.now() - startedAt)) * 100;
    return [...Object.keys(parties), 'whole machine'].map((party, index) => [party, share(index)] as const);
  };
};

/** CPU milliseconds of the whole machine so far, PostgreSQL's and those of whatever else runs on it included: without them nobody knows what was in whose way. */
const busyMs = async (): Promise<number> => {
  const stat = await readFile('/proc/stat', 'utf8').catch(() => '');
  // proc(5): user, nice, system, idle, iowait, irq, softirq, steal in ticks of 10 ms.
  const [user = NaN, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = (/^cpu +(.*)$/m.exec(stat)?.[1] ?? '').split(' ').map(Number);
  return (user + nice + system + irq + softirq + steal) * 10;
};

/** Resident size; not a number where the system has no /proc. */
const rssMb = async (pid: number): Promise<number> => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) / 1_024;
};

/** The heap holds what is kept; the resident size also what V8 has not given back. */
const memoryRows = async (platform: RunningPlatform, when: string): Promise<readonly Row[]> => {
  const rss = await rssMb(platform.pid);
  return [row(`memory ${when}`, 'souk', 'rss', rss, 'MB'), row(`memory ${when}`, 'souk', 'heap', await platform.heapMb(), 'MB')];
};

const hasCrashed = ({ url }: RunningPlatform): Promise<boolean> => fetch(`${url}/health/live`).then((response) => !response.ok, () => true);

const sleep = (ms: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, ms); });
