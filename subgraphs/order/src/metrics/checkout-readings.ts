import { type Database } from '@souk/persistence';
import { participantReadings, siteReadings, type TransactionReading } from '@souk/transactions';
import { protocolOf } from '../sagas/checkout-protocol.js';
import { type OrderSagas } from '../sagas/order-sagas.js';

const PROTOCOLS = ['saga', '2pc', '3pc', 'percolator'] as const;
const coordinator = { role: 'coordinator' };

/** What /metrics says of checkouts and cancellations, as the service that begins them sees it; counted since this process began. */
export const checkoutReadings = async (sagas: OrderSagas, database: Database): Promise<readonly TransactionReading[]> => {
  const [works, held, locks] = await Promise.all([sagas.inDoubt(), participantReadings('3pc', sagas.threePhase.branches), siteReadings(database)]);
  const inDoubt = PROTOCOLS.map((protocol): TransactionReading =>
    ({ name: 'souk_transactions_in_doubt', labels: { protocol, ...coordinator }, value: works.filter(({ name }) => protocolOf(name) === protocol).length }));
  return [...inDoubt, ...held, ...locks, ...sagaReadings(sagas), ...atomicReadings(sagas), ...percolatorReadings(sagas)];
};

const sagaReadings = (sagas: OrderSagas): readonly TransactionReading[] => {
  const { completed, compensated, retried } = sagas.counts();
  return ended('saga', { committed: completed, compensated, retries: retried });
};

const atomicReadings = (sagas: OrderSagas): readonly TransactionReading[] => {
  const counts = sagas.atomicCounts();
  return (['2pc', '3pc'] as const).flatMap((protocol) => {
    const { committed, aborted, retries, recovered } = counts[protocol];
    return ended(protocol, { committed, compensated: aborted, retries, recovered });
  });
};

const percolatorReadings = (sagas: OrderSagas): readonly TransactionReading[] => {
  const { committed, aborted, conflicts, rolledForward, rolledBack } = sagas.percolatorCounts();
  return ended('percolator', { committed, compensated: aborted, retries: conflicts, recovered: rolledForward + rolledBack });
};

const ended = (protocol: string, { committed, compensated, retries, recovered }: { readonly committed: number; readonly compensated: number; readonly retries: number; readonly recovered?: number }): readonly TransactionReading[] => [
  { name: 'souk_transactions_committed_total', labels: { protocol }, value: committed },
  { name: 'souk_transactions_compensated_total', labels: { protocol }, value: compensated },
  { name: 'souk_transactions_retries_total', labels: { protocol, ...coordinator }, value: retries },
  ...(recovered === undefined ? [] : [{ name: 'souk_transactions_recovered_total', labels: { protocol, ...coordinator }, value: recovered } as const]),
];
