import { describe, expect, it } from '@jest/globals';
import { type StoredEvent } from '@souk/events';
import { catalogEvents } from '@souk/schema/events';
import { changesOf, OUTDATING_TYPES } from './changes-of.js';

const ID = '01960000-0000-7000-8000-000000000001';
const OTHER = '01960000-0000-7000-8000-000000000002';
const event = (type: string, data: Record<string, unknown>, tx = '41'): StoredEvent =>
  ({ id: ID, tx, position: '1', service: 'catalog', streamId: 's', version: 1, type, schemaVersion: 1, data, meta: {}, occurredAt: new Date(), recordedAt: new Date() });
const euros = { amountMinor: 1, currency: 'EUR' };

describe('what events outdate', () => {
  it('is known of every event of the catalog', () => {
    expect([...OUTDATING_TYPES].sort()).toEqual(Object.values(catalogEvents).map(({ type }) => type).sort());
  });

  it('is what was read up to and in the event’s transaction', () => {
    expect(changesOf([event('StockAdjusted', { variantId: ID, warehouseId: OTHER, delta: 1, reason: 'LOST', onHand: 1 }, '41')])).toEqual([{ tag: 'stock', version: 42 }, { key: `stock-of:${ID}`, version: 42 }]);
  });

  it('is a price in all places that show it', () => {
    expect(changesOf([event('VariantPriceSet', { variantId: ID, productId: OTHER, was: null, now: euros })])).toEqual([
      { tag: 'products', version: 42 }, { key: `variant:${ID}`, version: 42 }, { key: `variants-of:${OTHER}`, version: 42 }, { key: `product:${OTHER}`, version: 42 }]);
  });

  it('is named once for many events, with the highest version', () => {
    const imported = (tx: string) => event('ProductImported', { productId: ID, variantId: ID, source: 'x', categoryCode: null, weightGrams: null }, tx);
    expect(changesOf([imported('41'), imported('50'), imported('44')])).toEqual([{ tag: 'products', version: 51 }, { tag: 'absences', version: 51 }]);
  });

  it('is the stock of each line of a reservation', () => {
    const lines = [{ variantId: ID, warehouseId: OTHER, quantity: 1 }, { variantId: OTHER, warehouseId: OTHER, quantity: 1 }, { variantId: ID, warehouseId: ID, quantity: 1 }];
    for (const type of ['StockReserved', 'StockReleased', 'StockCommitted', 'StockReturned']) {
      expect(changesOf([event(type, { gid: ID, lines })])).toEqual([{ tag: 'stock', version: 42 }, { key: `stock-of:${ID}`, version: 42 }, { key: `stock-of:${OTHER}`, version: 42 }]);
    }
  });
});
