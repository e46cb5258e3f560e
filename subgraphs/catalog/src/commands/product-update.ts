import { type EventMeta } from '@souk/events';
import { ConflictError, NotFoundError } from '@souk/kernel';
import { catalogEvents, newEvent } from '@souk/schema/events';
import { clientId, expectedVersion } from '@souk/subgraph';
import { z } from 'zod';
import { PRODUCT_STATUSES } from '../domain/product.js';
import { updatedColumns } from '../projections/product-rows.js';
import { categoriesOf, lockProduct, replaceCategories, updateProduct, type LockedProduct } from '../repositories/products.js';
import { assertCategories, categoryIds } from './categories-input.js';
import { type CommandContext } from './command-context.js';
import { productDescription, productName } from './product-create.js';
import { write } from './write.js';

export const productUpdateInput = z.object({
  id: clientId('prod'),
  expectedVersion,
  name: productName.nullish(),
  /** Null takes it away. */
  description: productDescription.nullable().optional(),
  status: z.enum(PRODUCT_STATUSES).nullish(),
  categoryIds: categoryIds.nullish(),
});
type Changes = z.output<typeof productUpdateInput>;

/**
 * Changes what is given and differs, and gives the product's id. A repeat gets ConflictError once something was changed.
 * Throws NotFoundError, ConflictError, and ValidationError where a category is not there.
 */
export const productUpdate = (context: CommandContext, input: Changes, meta: EventMeta): Promise<string> =>
  write(context, meta, async ({ tx, append }) => {
    const { uuid } = input.id;
    const before = uuid === undefined ? undefined : await lockProduct(tx, uuid);
    if (uuid === undefined || before === undefined) throw new NotFoundError(input.id.id);
    if (before.version !== input.expectedVersion) throw new ConflictError(input.expectedVersion, before.version);
    const uuids = input.categoryIds == null ? undefined : await assertCategories(tx, input.categoryIds);
    const filed = await categoriesOf(tx, uuid);
    const isRefiled = uuids !== undefined && uuids.join() !== filed.join();
    const changes = { ...changedFields(before, input), ...(isRefiled && { categoryIds: [...uuids] }) };
    if (Object.keys(changes).length === 0) return uuid;
    const { categoryIds: refiled, ...fields } = changes;
    if (refiled !== undefined) await replaceCategories(tx, uuid, refiled);
    await updateProduct(tx, uuid, updatedColumns(fields, before.version + 1));
    await append(`product-${uuid}`, before.version, newEvent(catalogEvents.ProductUpdated, { productId: uuid, ...changes }));
    return uuid;
  });

const changedFields = (before: LockedProduct, { name, description, status }: Changes): Partial<Pick<LockedProduct, 'name' | 'description' | 'status'>> => ({
  ...(name != null && name !== before.name && { name }),
  ...(description !== undefined && description !== before.description && { description }),
  ...(status != null && status !== before.status && { status }),
});
