import { type EventLog } from '@souk/events';
import { ValidationError, type Clock } from '@souk/kernel';
import { rpcCaller, type ConnectRouter } from '@souk/rpc';
import { AtomicCommitService } from '@souk/schema/rpc/atomic_commit';
import { branchKeyOf, branchMethods, prepareBy, votedBy, type Participants } from '@souk/transactions';
import { planShipments } from '../commands/plan-shipments.js';
import { toShip } from '../commands/to-ship.js';

/** Logistics' part in others' transactions. */
const SHIPMENT_BRANCH = 'shipment';

/** What the checkout asks of logistics in an atomic commit: the parcels, which the order's confirmation, heard later, finds there. */
export const atomicCommitRpc = ({ log, clock }: { readonly log: EventLog; readonly clock: Clock }, participants: Participants) => (router: ConnectRouter): void => {
  router.service(AtomicCommitService, {
    ...branchMethods(SHIPMENT_BRANCH, participants),
    prepare: (request, { values }) => {
      const key = branchKeyOf(SHIPMENT_BRANCH, request.gid);
      const order = request.work.case === 'shipments' ? request.work.value.order : undefined;
      if (order === undefined) throw new ValidationError([{ path: ['shipments'], rule: 'required', message: 'expected what is to be shipped' }]);
      return votedBy(
        () => prepareBy(participants, key, request, async (tx) => {
          await planShipments({ log, clock }, tx, toShip(key.gid, order), { actor: values.get(rpcCaller), causationId: key.gid });
          return {};
        }),
        () => undefined,
      );
    },
  });
};
