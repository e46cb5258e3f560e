import { assertInvariant, ValidationError } from '@souk/kernel';
import { parseInput, sourceName } from '@souk/subgraph';
import { z } from 'zod';
import { type QueryResolvers } from '../generated/graphql.js';
import { readFigures } from '../repositories/report.js';
import { searchProducts } from './product-search.js';
import { stockHistoryOf } from './stock-history.js';
import { categoryBy, productBy, variantBy } from './visible.js';

const reportInput = z.object({ source: sourceName.nullish() });

export const query: QueryResolvers = {
  product: (_root, { by }, context) => productBy(one(by), context),
  productVariant: (_root, { by }, context) => variantBy(one(by), context),
  category: (_root, { by }, context) => categoryBy(one(by), context),
  products: (_root, args, context) => searchProducts(context, args),
  categories: async (_root, _arguments, { loaders }) => (await loaders.categories()).childrenOf(null),
  catalogReport: async (_root, args, { services }) => {
    const figures = await readFigures(services.database, parseInput(reportInput, args).source ?? undefined);
    assertInvariant(figures, 'a report is one row');
    return figures;
  },
  stockHistory: (_root, args, context) => stockHistoryOf(args, context),
};

/** The input with exactly one of its fields given, as @oneOf says. */
const one = <By extends object>(by: By): By => {
  const given = Object.values(by).filter((value) => value != null).length;
  if (given !== 1) throw new ValidationError([{ path: ['by'], rule: 'one_of', message: `Expected exactly one field, got ${given}.` }]);
  return by;
};
