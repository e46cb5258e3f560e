import { type CacheChange } from '@souk/cache';
import { type StoredEvent } from '@souk/events';
import { catalogEvents, readEvent } from '@souk/schema/events';
import { keyOf, tags } from './keys.js';

const { CategoryCreated, MerchantImported, ProductCreated, ProductImported, ProductUpdated, ReviewImported, StockAdjusted, StockCommitted, StockReleased, StockReserved, StockReturned, VariantPriceSet } = catalogEvents;

type Names = readonly { readonly key?: string; readonly tag?: string }[];

const NEW_PRODUCT: Names = [{ tag: tags.products }, { tag: tags.absences }];
const stockOf = (variantIds: readonly string[]): Names => [{ tag: tags.stock }, ...variantIds.map((variantId) => ({ key: keyOf.stockOfVariant(variantId) }))];
const ofLines = (contract: typeof StockReserved | typeof StockReleased | typeof StockCommitted | typeof StockReturned) => (event: StoredEvent): Names =>
  stockOf([...new Set(readEvent(contract, event).lines.map(({ variantId }) => variantId))]);

/** What an event of each type outdates. A thing that is new can only have been cached as "there is none", or by its absence from a list. */
const OUTDATED: Readonly<Record<string, (event: StoredEvent) => Names>> = {
  [ProductCreated.type]: () => NEW_PRODUCT,
  [ProductImported.type]: () => NEW_PRODUCT,
  [ProductUpdated.type]: (event) => [{ tag: tags.products }, { key: keyOf.product(readEvent(ProductUpdated, event).productId) }],
  [VariantPriceSet.type]: (event) => {
    const { variantId, productId } = readEvent(VariantPriceSet, event);
    return [{ tag: tags.products }, { key: keyOf.variant(variantId) }, { key: keyOf.variantsOfProduct(productId) }, { key: keyOf.product(productId) }];
  },
  [StockAdjusted.type]: (event) => stockOf([readEvent(StockAdjusted, event).variantId]),
  [StockReserved.type]: ofLines(StockReserved),
  [StockReleased.type]: ofLines(StockReleased),
  [StockCommitted.type]: ofLines(StockCommitted),
  [StockReturned.type]: ofLines(StockReturned),
  [CategoryCreated.type]: () => [{ key: keyOf.categories() }],
  [MerchantImported.type]: () => [{ tag: tags.absences }],
  [ReviewImported.type]: () => [{ tag: tags.reviews }, { tag: tags.absences }],
};

/** Types of events that outdate something. */
export const OUTDATING_TYPES: readonly string[] = Object.keys(OUTDATED);

/**
 * What the cache has to forget for these events, each name once. Versions are transaction ids: a read carries the id below which it saw every
 * transaction's effect (repositories/versioned.ts), so all reads up to the event's own transaction are outdated. Reads that may have missed
 * an older transaction, still open then, are forgotten too: needlessly now and then, never too few.
 */
export const changesOf = (events: readonly StoredEvent[]): readonly CacheChange[] => {
  const changes = new Map<string, CacheChange>();
  for (const event of events) {
    const version = Number(event.tx) + 1;
    for (const name of OUTDATED[event.type]?.(event) ?? []) {
      const id = name.tag === undefined ? `key ${name.key}` : `tag ${name.tag}`;
      if ((changes.get(id)?.version ?? 0) < version) changes.set(id, { ...name, version });
    }
  }
  return [...changes.values()];
};
