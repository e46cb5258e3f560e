import { type Database } from '@souk/persistence';
import { observeReadings, type MetricDefinition, type Reading } from '@souk/telemetry';
import { countLocks } from './percolator/lock-store.js';
import { type Participant } from './two-phase/participant.js';

type Label = 'service' | 'protocol' | 'role';

const gauge = (help: string, ...labels: Label[]): MetricDefinition<Label> => ({ kind: 'gauge', help, labels: ['service', ...labels] });
const counter = (help: string, ...labels: Label[]): MetricDefinition<Label> => ({ kind: 'counter', help, labels: ['service', ...labels] });

const METRICS = {
  souk_transactions_in_doubt: gauge('Transactions that the coordinator has not ended, and branches that a participant has held prepared for longer than a round of messages; 100 at most.', 'protocol', 'role'),
  souk_transactions_oldest_prepared_seconds: gauge('Age of the oldest transaction that stands prepared in the database of the service; 0 where there is none.', 'protocol'),
  souk_transactions_locks: gauge('Keys that are locked in the database of the service.', 'protocol'),
  souk_transactions_committed_total: counter('Transactions that committed.', 'protocol'),
  souk_transactions_compensated_total: counter('Transactions that were undone, or aborted.', 'protocol'),
  souk_transactions_retries_total: counter('Steps, decisions and questions that had to be repeated, and attempts that gave way to others.', 'protocol', 'role'),
  souk_transactions_recovered_total: counter('Transactions, branches and locks of somebody dead that others ended.', 'protocol', 'role'),
} as const;

export type TransactionReading = Reading<keyof typeof METRICS, Exclude<Label, 'service'>>;

let join: ReturnType<typeof observeReadings<keyof typeof METRICS, Label>> | undefined;

/** Shows a service's transactions at /metrics until `stop`; they are read at each scrape. */
export const observeTransactions = (service: string, read: () => Promise<readonly TransactionReading[]>): { stop(): Promise<void> } => {
  join ??= observeReadings<keyof typeof METRICS, Label>(METRICS);
  return join(async () => (await read()).map((reading) => ({ ...reading, labels: { ...reading.labels, service } })));
};

/** What one participant holds, and has had to ask. */
export const participantReadings = async (protocol: string, participant: Participant): Promise<readonly TransactionReading[]> => {
  const labels = { protocol, role: 'participant' };
  const [inDoubt, oldestMs] = await Promise.all([participant.inDoubt(), participant.oldestPreparedMs()]);
  const { retries, swept } = participant.counts();
  return [
    { name: 'souk_transactions_in_doubt', labels, value: inDoubt.length },
    { name: 'souk_transactions_oldest_prepared_seconds', labels: { protocol }, value: oldestMs / 1_000 },
    { name: 'souk_transactions_retries_total', labels, value: retries },
    { name: 'souk_transactions_recovered_total', labels, value: swept },
  ];
};

/** What one Percolator site has locked. */
export const siteReadings = async (database: Database): Promise<readonly TransactionReading[]> =>
  [{ name: 'souk_transactions_locks', labels: { protocol: 'percolator' }, value: await countLocks(database) }];
