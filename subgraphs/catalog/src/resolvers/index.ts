import { money } from '@souk/subgraph';
import { type Resolvers } from '../generated/graphql.js';
import { category } from './category.js';
import { merchant } from './merchant.js';
import { mutation } from './mutation.js';
import { product } from './product.js';
import { productSearchConnection } from './product-search.js';
import { productVariant } from './product-variant.js';
import { query } from './query.js';
import { review } from './review.js';
import { stockChange } from './stock-history.js';
import { stockLevel } from './stock-level.js';

export const resolvers: Resolvers = {
  Category: category,
  Merchant: merchant,
  Money: money,
  Mutation: mutation,
  Product: product,
  ProductSearchConnection: productSearchConnection,
  ProductVariant: productVariant,
  Query: query,
  Review: review,
  StockChange: stockChange,
  StockLevel: stockLevel,
};
