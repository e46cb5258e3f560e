import { percentile } from '../load.js';
import { treeCpuMs } from '../gateway/process-tree.js';
import { type Row } from '../rows.js';
import { type Answer, type Driven, type Send } from './drive.js';
import { effectsBetween, readEffects, violationsOf, type Effects } from './effects.js';
import { type ScenarioName } from './plan.js';
import { senderOf } from './sender.js';
import { untilPublished, untilSettled } from './settled.js';
import { type Subject } from './subject.js';
import { type LoadName } from './supply.js';

const SUITE = 'checkout';
/** The group of this process, which is no part of any subject. */
const SENDER = 'bench';

export interface Window {
  readonly scenario: ScenarioName;
  readonly load: LoadName;
  readonly seconds: number;
  readonly drive: (send: Send) => Promise<Driven>;
  /** Begins once all carts are filled, and ends once all are answered. */
  readonly fault?: { begin(): Promise<void>; end(): Promise<void> };
}

export interface Measured {
  readonly subject: string;
  readonly scenario: ScenarioName;
  /** Orders a second until all have their parcels. */
  readonly throughput: number;
  readonly p99Ms: number;
  /** Of all of the subject's processes, per order. */
  readonly cpuMs: number;
  readonly rows: readonly Row[];
  readonly effects: Effects;
  /** What must never be: the bench fails by it. */
  readonly violations: readonly string[];
}

/** Gets figures as soon as they are there, and the result that they are of. */
export type Note = (rows: readonly Row[], result?: Measured) => void;

export const rowOf = (scenario: string, subject: string) => (metric: string, value: number, unit: string): Row => ({ suite: SUITE, scenario, subject, metric, value, unit });

/** Fills carts, sends them, and waits for all that follows from the answers: that is part of what they cost. */
export const measure = async (subject: Subject, { scenario, load, seconds, drive, fault }: Window): Promise<Measured> => {
  const sender = await senderOf(subject, load, Math.ceil(subject.ceiling * seconds));
  await untilPublished(subject.stores);
  await fault?.begin();
  // What is in the stores is read first and last: reading it is not the subject's work.
  const effectsBefore = await readEffects(subject.stores);
  const before = await countersOf(subject);
  const startedAt = performance.now();
  const driven = await drive(sender.send);
  await fault?.end();
  const endedAt = performance.now();
  await untilSettled(subject.stores);
  const [settledIn, settledAfterMs] = [(performance.now() - startedAt) / 1_000, performance.now() - endedAt];
  const after = await countersOf(subject);
  const effects = effectsBetween(effectsBefore, await readEffects(subject.stores));
  sender.finish();
  const latencies = driven.answers.map(({ ms }) => ms).sort((left, right) => left - right);
  const [throughput, p99Ms] = [effects.confirmed / settledIn, percentile(latencies, 0.99)];
  const cpu = new Map([...after.cpu].map(([group, ms]) => [group, (ms - (before.cpu.get(group) ?? 0)) / effects.confirmed]));
  const cpuMs = sum([...cpu].map(([group, ms]) => (group === SENDER ? 0 : ms)));
  const row = rowOf(scenario, subject.name);
  return {
    subject: subject.name, scenario, throughput, p99Ms, cpuMs, effects,
    violations: violationsOf(effects, driven.answers).map((violation) => `${subject.name}, ${scenario}: ${violation}`),
    rows: [
      ...(fault === undefined ? [row('throughput', throughput, 'orders/s')] : [row('settled after its return', settledAfterMs, 'ms')]),
      ...answerRows(row, driven), row('p50', percentile(latencies, 0.5), 'ms'), row('p99', p99Ms, 'ms'),
      ...messageRows(row, before, after, driven.answers.length),
      row('events', sum(Object.values(effects.events)) / driven.answers.length, '1/checkout'),
      // A process that died took its time with it.
      ...(fault === undefined ? [row('cpu', cpuMs, 'ms/order'), ...[...cpu].map(([group, ms]) => row(`cpu ${group}`, ms, 'ms/order'))] : []),
    ],
  };
};

type MakeRow = ReturnType<typeof rowOf>;

const answerRows = (row: MakeRow, { answers, seconds }: Driven): readonly Row[] => {
  const count = (matches: (answer: Answer) => boolean): number => answers.filter(matches).length;
  const kinds = [...new Set(answers.map(({ kind }) => kind))].filter((kind) => kind !== 'ok').sort();
  return [
    row('answers', answers.length / seconds, '1/s'), row('acknowledged', count(({ kind }) => kind === 'ok') / seconds, 'orders/s'),
    row('aborts', (count(({ kind }) => kind !== 'ok' && kind !== 'in progress') / answers.length) * 100, '% of answers'),
    ...kinds.map((kind) => row(kind, (count((answer) => answer.kind === kind) / answers.length) * 100, '% of answers')),
  ];
};

const messageRows = (row: MakeRow, before: Counters, after: Counters, checkouts: number): readonly Row[] =>
  before.calls === undefined || after.calls === undefined ? [] : [row('messages', (after.calls - before.calls) / checkouts, '1/checkout')];

interface Counters {
  readonly calls: number | undefined;
  /** CPU milliseconds so far, by group of processes. */
  readonly cpu: ReadonlyMap<string, number>;
}

const countersOf = async (subject: Subject): Promise<Counters> => {
  const calls = subject.calls();
  const groups = await Promise.all(Object.entries(subject.groups()).map(async ([group, root]) => [group, await treeCpuMs(root)] as const));
  const { user, system } = process.cpuUsage();
  return { calls, cpu: new Map([...groups, [SENDER, (user + system) / 1_000]]) };
};

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
