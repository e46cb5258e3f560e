import { globalId } from '@souk/kernel';
import { nameIn } from '../domain/category.js';
import { type CategoryResolvers } from '../generated/graphql.js';
import { searchProducts } from './product-search.js';
import { categoryBy } from './visible.js';

export const category: CategoryResolvers = {
  __resolveReference: (reference, context) => categoryBy(reference, context),
  id: ({ id }) => globalId('cat', id),
  name: ({ names }, { locale }) => nameIn(names, locale ?? undefined),
  parent: async ({ parentId }, _arguments, { loaders }) => (parentId === null ? null : ((await loaders.categories()).byId(parentId) ?? null)),
  ancestors: async (branch, _arguments, { loaders }) => (await loaders.categories()).ancestorsOf(branch),
  children: async ({ id }, _arguments, { loaders }) => (await loaders.categories()).childrenOf(id),
  products: ({ id }, args, context) => searchProducts(context, args, id),
};
