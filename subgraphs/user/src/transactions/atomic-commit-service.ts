import { DomainError } from '@souk/kernel';
import { rpcCaller, type ConnectRouter } from '@souk/rpc';
import { AtomicCommitService, NoReason } from '@souk/schema/rpc/atomic_commit';
import { parseInput } from '@souk/subgraph';
import { branchKeyOf, branchMethods, prepareBy, votedBy, type Participants } from '@souk/transactions';
import { type CommandContext } from '../commands/command-context.js';
import { WALLET_BRANCH, takeCredit } from '../commands/wallet-debit.js';
import { debitRequest } from '../rpc/user-service.js';

/** What the checkout asks of the wallets in an atomic commit. */
export const atomicCommitRpc = (services: CommandContext, participants: Participants) => (router: ConnectRouter): void => {
  router.service(AtomicCommitService, {
    ...branchMethods(WALLET_BRANCH, participants),
    prepare: (request, { values }) => {
      const key = branchKeyOf(WALLET_BRANCH, request.gid);
      const { gid, userId, ...amount } = parseInput(debitRequest, { gid: request.gid, ...(request.work.case === 'wallet' ? request.work.value : {}) });
      return votedBy(
        () => prepareBy(participants, key, request, async (tx) => {
          if (!(await takeCredit(services, tx, { gid, userId, amount, actor: values.get(rpcCaller) }))) throw new InsufficientFundsError();
          return {};
        }),
        (error) => (error instanceof InsufficientFundsError ? { reason: NoReason.INSUFFICIENT_FUNDS } : undefined),
      );
    },
  });
};

/** The balance is too small; nothing was taken. */
class InsufficientFundsError extends DomainError {
  override readonly name = 'InsufficientFundsError';
  constructor() {
    super('INSUFFICIENT_FUNDS', 'The balance is too small.');
  }
}
