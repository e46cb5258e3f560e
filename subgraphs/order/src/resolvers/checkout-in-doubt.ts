import { globalId } from '@souk/kernel';
import { type ProtocolName } from '@souk/service';
import { parseInput } from '@souk/subgraph';
import { z } from 'zod';
import { type OrderDependencies } from '../dependencies.js';
import { type CheckoutInDoubtResolvers, type CheckoutInDoubtStatus, type CheckoutProtocol } from '../generated/graphql.js';
import { readOrdersOfSagas } from '../repositories/in-doubt.js';
import { protocolOf, type InDoubtWork } from '../sagas/checkout-protocol.js';
import { visibleOrder } from './visible.js';

/** As many as each protocol lists: of more, the oldest could be missing. */
const MAX_LISTED = 100;
/** Its transactions have ids of their own; a checkout's is the order's. */
const CANCELLATION = 'order-cancellation';

const PROTOCOLS: Readonly<Record<ProtocolName, CheckoutProtocol>> = { saga: 'SAGA', '2pc': 'TWO_PHASE_COMMIT', '3pc': 'THREE_PHASE_COMMIT', percolator: 'PERCOLATOR' };

/** What each protocol calls it. */
const STATUSES: Readonly<Record<string, CheckoutInDoubtStatus>> = {
  running: 'UNDECIDED', undecided: 'UNDECIDED', committed: 'COMMITTING', committing: 'COMMITTING', compensating: 'ABORTING', aborting: 'ABORTING', stuck: 'STUCK',
};

const listArguments = z.object({ first: z.int().min(1).max(MAX_LISTED).nullish() });

/** Work without an end, and whose it is. */
export interface CheckoutWithoutEnd extends InDoubtWork {
  /** Undefined where the order's id is not known any more: the saga has ended meanwhile. */
  readonly orderId: string | undefined;
}

/** Checkouts and cancellations without an end, oldest first. Throws ValidationError on a `first` that is not 1 to 100. */
export const checkoutsWithoutEnd = async ({ database, sagas }: Pick<OrderDependencies, 'database' | 'sagas'>, args: { readonly first?: number | null | undefined }): Promise<CheckoutWithoutEnd[]> => {
  const { first } = parseInput(listArguments, args);
  const works = (await sagas.inDoubt()).slice(0, first ?? MAX_LISTED);
  const cancelled = await readOrdersOfSagas(database, CANCELLATION, works.filter(({ name }) => name === CANCELLATION).map(({ gid }) => gid));
  return works.map((work) => ({ ...work, orderId: work.name === CANCELLATION ? cancelled.get(work.gid) : work.gid }));
};

export const CheckoutInDoubt: CheckoutInDoubtResolvers = {
  transactionId: ({ gid }) => gid,
  order: ({ orderId }, _args, context) => (orderId === undefined ? null : visibleOrder(globalId('ord', orderId), context)),
  protocol: ({ name }) => PROTOCOLS[protocolOf(name)],
  status: ({ status }) => STATUSES[status] ?? 'UNDECIDED',
  waitsFor: ({ step }) => step,
};
