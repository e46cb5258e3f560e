import { globalId } from '@souk/kernel';
import { availableIn } from '../domain/stock.js';
import { type StockLevelResolvers } from '../generated/graphql.js';

export const stockLevel: StockLevelResolvers = {
  warehouse: ({ warehouseId }) => ({ id: globalId('wrh', warehouseId) }),
  available: (level) => availableIn(level),
};
