import { assertInvariant } from '@souk/kernel';
import { answered, metaOf, parseInput } from '@souk/subgraph';
import { catalogImport } from '../commands/catalog-import.js';
import { catalogImportInput } from '../commands/catalog-import-input.js';
import { categoryCreate, categoryCreateInput } from '../commands/category-create.js';
import { productCreate, productCreateInput } from '../commands/product-create.js';
import { productUpdate, productUpdateInput } from '../commands/product-update.js';
import { stockAdjust, stockAdjustInput } from '../commands/stock-adjust.js';
import { variantPriceSet, variantPriceSetInput } from '../commands/variant-price-set.js';
import { type Context } from '../context.js';
import { type MutationResolvers } from '../generated/graphql.js';

export const mutation: MutationResolvers = {
  productCreate: (_root, { input }, context) =>
    answered('ProductCreateSuccess', async () => {
      const id = await productCreate(context.services, parseInput(productCreateInput, input), metaOf(context));
      return { product: there(await fresh(context).product.load(id)) };
    }),
  productUpdate: (_root, { input }, context) =>
    answered('ProductUpdateSuccess', async () => {
      const id = await productUpdate(context.services, parseInput(productUpdateInput, input), metaOf(context));
      return { product: there(await fresh(context).product.load(id)) };
    }),
  variantPriceSet: (_root, { input }, context) =>
    answered('VariantPriceSetSuccess', async () => {
      const id = await variantPriceSet(context.services, parseInput(variantPriceSetInput, input), metaOf(context));
      return { variant: there(await fresh(context).variant.load(id)) };
    }),
  stockAdjust: (_root, { input }, context) =>
    answered('StockAdjustSuccess', async () => {
      const stockLevel = await stockAdjust(context.services, parseInput(stockAdjustInput, input), metaOf(context));
      return { stockLevel, variant: there(await fresh(context).variant.load(stockLevel.variantId)) };
    }),
  categoryCreate: (_root, { input }, context) =>
    answered('CategoryCreateSuccess', async () => {
      const id = await categoryCreate(context.services, parseInput(categoryCreateInput, input), metaOf(context));
      return { category: there((await fresh(context).categories()).byId(id)) };
    }),
  catalogImport: (_root, { input }, context) =>
    answered('ImportSuccess', () => catalogImport(context.services, parseInput(catalogImportInput, input), metaOf(context))),
};

/** The request's loaders, without what they had read before the write. */
const fresh = ({ loaders }: Context): Context['loaders'] => {
  loaders.clearAll();
  return loaders;
};

const there = <Value>(value: Value | undefined): Value => {
  assertInvariant(value, 'what was just written is there');
  return value;
};
