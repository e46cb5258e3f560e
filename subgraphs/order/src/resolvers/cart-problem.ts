import { globalId } from '@souk/kernel';
import { type CartProblemResolvers, type PriceChangedProblemResolvers, type StockShortProblemResolvers } from '../generated/graphql.js';
import { variantStub } from './stubs.js';

export const CartProblem: CartProblemResolvers = {
  __resolveType: (problem) => ('was' in problem ? 'PriceChangedProblem' : 'StockShortProblem'),
};

export const PriceChangedProblem: PriceChangedProblemResolvers = {
  lineId: ({ lineId }) => globalId('cln', lineId),
};

export const StockShortProblem: StockShortProblemResolvers = {
  lineId: ({ lineId }) => (lineId === null ? null : globalId('cln', lineId)),
  variant: ({ variantId }) => variantStub(variantId),
};
