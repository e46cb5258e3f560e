import { newId } from '@souk/kernel';
import { queryIn } from '@souk/persistence';
import { catalogEvents, logisticsEvents, newEvent } from '@souk/schema/events';
import { appendTo, type Stores } from './stores.js';

export const CURRENCY = 'EUR';
export const PRICE_MINOR = 1_000;
export const SHIPPING_MINOR = 490;
export const SERVICE_CODE = 'standard';
export const WEIGHT_GRAMS = 250;
/** Of each variant: more than any run sells. */
const UNITS = 10_000_000;
/** What buyers of uniform load spread over. */
const VARIANTS = 500;
const CATEGORY = 'tea';

/** What is sold, and how it is sent. Ids are UUIDs. */
export interface Shop {
  readonly carrierId: string;
  readonly variantIds: readonly string[];
}

/** Fills the catalog and the directory of logistics as their commands would: rows, streams and events. */
export const openShop = async (stores: Stores): Promise<Shop> => {
  const [warehouseId, carrierId] = [newId(), newId()];
  const variants = Array.from({ length: VARIANTS }, (_nothing, index) => ({ id: newId(), productId: newId(), sku: `BENCH-${index}`, name: `Tea ${index}` }));
  await addDirectory(stores, warehouseId, carrierId);
  await addProducts(stores, variants);
  await addStock(stores, variants.map(({ id }) => id), warehouseId);
  return { carrierId, variantIds: variants.map(({ id }) => id) };
};

const price = { amountMinor: PRICE_MINOR, currency: CURRENCY } as const;

const addDirectory = (stores: Stores, warehouseId: string, carrierId: string): Promise<void> =>
  stores.logistics.transaction(async (tx) => {
    const [code, name] = ['bench', 'Bench'];
    await queryIn(tx, "INSERT INTO warehouse (id, code, name, country_code, postal_code) VALUES ($1, $2, $3, 'DE', '10115')", [warehouseId, code, name]);
    await queryIn(tx, 'INSERT INTO carrier (id, code, name) VALUES ($1, $2, $3)', [carrierId, code, name]);
    await queryIn(tx, `INSERT INTO carrier_service (carrier_id, code, position, name, currency, base_price_minor, price_per_kg_minor, min_days, max_days, country_codes)
      VALUES ($1, $2, 1, 'Standard', $3, 440, 200, 1, 3, '{}')`, [carrierId, SERVICE_CODE, CURRENCY]);
    const service = { code: SERVICE_CODE, name: 'Standard', basePrice: { ...price, amountMinor: 440 }, pricePerKg: { ...price, amountMinor: 200 }, minDays: 1, maxDays: 3, countryCodes: [] };
    await appendTo(stores, 'logistics', tx, [
      { streamId: `warehouse-${warehouseId}`, expectedVersion: 0, events: [newEvent(logisticsEvents.WarehouseCreated, { warehouseId, code, count: 1, name, countryCode: 'DE', postalCode: '10115' })] },
      { streamId: `carrier-${carrierId}`, expectedVersion: 0, events: [newEvent(logisticsEvents.CarrierCreated, { carrierId, code, count: 1, name, services: [service] })] },
    ]);
  });

interface Variant {
  readonly id: string;
  readonly productId: string;
  readonly sku: string;
  readonly name: string;
}

const addProducts = (stores: Stores, variants: readonly Variant[]): Promise<void> =>
  stores.catalog.transaction(async (tx) => {
    const categoryId = newId();
    await queryIn(tx, "INSERT INTO category (id, slug, position, names) VALUES ($1, $2, 1, '[]')", [categoryId, CATEGORY]);
    const rows = JSON.stringify(variants);
    const from = 'FROM jsonb_to_recordset($1::jsonb) AS row (id uuid, "productId" uuid, sku text, name text)';
    await queryIn(tx, `INSERT INTO product (id, slug, name, status, version, created_at, currency, price_min_minor, price_max_minor, name_words, sku_words, description_words)
      SELECT "productId", lower(sku), name, 'ACTIVE', 1, now(), $2, $3, $3, lower(name), lower(sku), '' ${from}`, [rows, CURRENCY, PRICE_MINOR]);
    await queryIn(tx, `INSERT INTO product_category (product_id, category_id, position) SELECT "productId", $2, 1 ${from}`, [rows, categoryId]);
    await queryIn(tx, `INSERT INTO variant (id, product_id, position, sku, name, currency, price_minor, weight_grams, version)
      SELECT id, "productId", 1, sku, 'One', $2, $3, $4, 1 ${from}`, [rows, CURRENCY, PRICE_MINOR, WEIGHT_GRAMS]);
    await appendTo(stores, 'catalog', tx, variants.map(({ id: variantId, productId, sku, name }) => ({
      streamId: `product-${productId}`, expectedVersion: 0,
      events: [newEvent(catalogEvents.ProductCreated, { productId, slug: sku.toLowerCase(), name, status: 'ACTIVE', categoryIds: [categoryId], variants: [{ variantId, sku, name: 'One', price }] })],
    })));
  });

const addStock = (stores: Stores, variantIds: readonly string[], warehouseId: string): Promise<void> =>
  stores.catalog.transaction(async (tx) => {
    await queryIn(tx, 'INSERT INTO stock_level (variant_id, warehouse_id, on_hand, reserved, version) SELECT id, $2, $3, 0, 1 FROM unnest($1::uuid[]) AS id', [variantIds, warehouseId, UNITS]);
    await appendTo(stores, 'catalog', tx, variantIds.map((variantId) => ({
      streamId: `stock-${variantId}`, expectedVersion: 0, events: [newEvent(catalogEvents.StockAdjusted, { variantId, warehouseId, delta: UNITS, reason: 'RECEIVED', onHand: UNITS })],
    })));
  });
