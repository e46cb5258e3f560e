import { MAX_AMOUNT_MINOR } from '@souk/kernel';
import { rpcCaller, type ConnectRouter } from '@souk/rpc';
import { UserService } from '@souk/schema/rpc/user';
import { currency, parseInput, uuid } from '@souk/subgraph';
import { z } from 'zod';
import { type CommandContext } from '../commands/command-context.js';
import { walletDebit } from '../commands/wallet-debit.js';
import { walletRefund } from '../commands/wallet-refund.js';

export const debitRequest = z.object({ gid: uuid, userId: uuid, amountMinor: z.bigint().min(1n).max(BigInt(MAX_AMOUNT_MINOR)).transform(Number), currency });
const refundRequest = z.object({ gid: uuid });

/** What schema/rpc/user.proto says. A request that is not well formed is InvalidArgument. */
export const userRpc = (services: CommandContext) => (router: ConnectRouter): void => {
  router.service(UserService, {
    debitWallet: async (request, { values }) => {
      const { gid, userId, ...amount } = parseInput(debitRequest, request);
      return { debited: await walletDebit(services, { gid, userId, amount, actor: values.get(rpcCaller) }) };
    },
    refundWallet: async (request, { values }) => {
      await walletRefund(services, { gid: parseInput(refundRequest, request).gid, actor: values.get(rpcCaller) });
      return {};
    },
  });
};
