import { type EventMeta } from '@souk/events';
import { ConflictError, NotFoundError } from '@souk/kernel';
import { catalogEvents, newEvent } from '@souk/schema/events';
import { clientId, expectedVersion, moneyInput } from '@souk/subgraph';
import { z } from 'zod';
import { lockProduct, refreshPriceRanges } from '../repositories/products.js';
import { pricesOf, productOfVariant, setPrices } from '../repositories/variants.js';
import { type CommandContext } from './command-context.js';
import { invalid } from './inputs.js';
import { write } from './write.js';

export const variantPriceSetInput = z.object({ variantId: clientId('var'), expectedVersion, price: moneyInput });

/**
 * Sets what one unit costs from now on, and gives the variant's id; the same price again changes nothing.
 * Throws NotFoundError, ConflictError, and ValidationError where its siblings have prices in another currency.
 */
export const variantPriceSet = (context: CommandContext, { variantId: { id, uuid }, expectedVersion: expected, price }: z.output<typeof variantPriceSetInput>, meta: EventMeta): Promise<string> =>
  write(context, meta, async ({ tx, append }) => {
    const productId = uuid === undefined ? undefined : await productOfVariant(tx, uuid);
    if (uuid === undefined || productId === undefined) throw new NotFoundError(id);
    await lockProduct(tx, productId);
    const siblings = await pricesOf(tx, productId);
    const variant = siblings.find((sibling) => sibling.id === uuid);
    if (variant === undefined) throw new NotFoundError(id);
    if (variant.version !== expected) throw new ConflictError(expected, variant.version);
    const other = siblings.find((sibling) => sibling.id !== uuid && sibling.currency !== null && sibling.currency !== price.currency);
    if (other !== undefined) throw invalid(['price', 'currency'], 'currency', `All variants of a product have prices in one currency, here ${other.currency}.`);
    if (variant.priceMinor === price.amountMinor && variant.currency === price.currency) return uuid;
    await setPrices(tx, [{ variantId: uuid, price, version: variant.version + 1 }]);
    await refreshPriceRanges(tx, [productId]);
    const was = variant.priceMinor === null || variant.currency === null ? null : { amountMinor: variant.priceMinor, currency: variant.currency };
    await append(`variant-${uuid}`, variant.version - 1, newEvent(catalogEvents.VariantPriceSet, { variantId: uuid, productId, was, now: price }));
    return uuid;
  });
