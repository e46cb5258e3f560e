import { type EventLog } from '@souk/events';
import { rpcCaller, type ConnectRouter } from '@souk/rpc';
import { AtomicCommitService, NoReason } from '@souk/schema/rpc/atomic_commit';
import { parseInput } from '@souk/subgraph';
import { branchKeyOf, branchMethods, prepareBy, votedBy, type Participants } from '@souk/transactions';
import { STOCK_BRANCH, reserveStockInput } from '../commands/reserve-stock.js';
import { StockShortageError } from '../domain/errors.js';
import { takeStock } from './take-stock.js';

/** What the checkout asks of the catalog in an atomic commit. */
export const atomicCommitRpc = (log: EventLog, participants: Participants) => (router: ConnectRouter): void => {
  router.service(AtomicCommitService, {
    ...branchMethods(STOCK_BRANCH, participants),
    prepare: (request, { values }) => {
      const key = branchKeyOf(STOCK_BRANCH, request.gid);
      const { gid, lines } = parseInput(reserveStockInput, { gid: request.gid, lines: request.work.case === 'stock' ? request.work.value.lines : [] });
      return votedBy(
        async () => ({ allocations: [...(await prepareBy(participants, key, request, (tx) => takeStock(log, tx, { gid, lines }, { actor: values.get(rpcCaller) })))] }),
        (error) => (error instanceof StockShortageError ? { reason: NoReason.SHORTAGE, shortages: [...error.shortages] } : undefined),
      );
    },
  });
};
