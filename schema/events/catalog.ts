import { z } from 'zod';
import { eventContract } from './contract.js';
import { money, uuid } from './fields.js';

const status = z.enum(['DRAFT', 'ACTIVE', 'ARCHIVED']);
const stockLine = z.object({ variantId: uuid, warehouseId: uuid, quantity: z.int().positive() });

// Stream `product-<id>`
export const ProductCreated = eventContract('ProductCreated', 1, z.object({ productId: uuid, slug: z.string(), name: z.string(), status, categoryIds: z.array(uuid), variants: z.array(z.object({ variantId: uuid, sku: z.string(), name: z.string(), price: money })) }));
export const ProductUpdated = eventContract('ProductUpdated', 1, z.object({ productId: uuid, name: z.string().optional(), description: z.string().nullable().optional(), status: status.optional(), categoryIds: z.array(uuid).optional() }));
export const ProductImported = eventContract('ProductImported', 1, z.object({ productId: uuid, variantId: uuid, source: z.string(), categoryCode: z.string().nullable(), weightGrams: z.int().nullable() }));
// Stream `variant-<id>`
export const VariantPriceSet = eventContract('VariantPriceSet', 1, z.object({ variantId: uuid, productId: uuid, was: money.nullable(), now: money }));
// Stream `stock-<variant id>`
export const StockAdjusted = eventContract('StockAdjusted', 1, z.object({ variantId: uuid, warehouseId: uuid, delta: z.int(), reason: z.enum(['RECEIVED', 'COUNTED', 'DAMAGED', 'LOST']), onHand: z.int() }));
// Stream `reservation-<gid>`
export const StockReserved = eventContract('StockReserved', 1, z.object({ gid: uuid, lines: z.array(stockLine) }));
export const StockReleased = eventContract('StockReleased', 1, z.object({ gid: uuid, lines: z.array(stockLine) }));
export const StockCommitted = eventContract('StockCommitted', 1, z.object({ gid: uuid, lines: z.array(stockLine) }));
export const StockReturned = eventContract('StockReturned', 1, z.object({ gid: uuid, lines: z.array(stockLine) }));
// Stream `category-<id>`
export const CategoryCreated = eventContract('CategoryCreated', 1, z.object({ categoryId: uuid, slug: z.string(), parentId: uuid.nullable(), names: z.array(z.object({ locale: z.string(), text: z.string() })) }));
// Stream `merchant-<id>`
export const MerchantImported = eventContract('MerchantImported', 1, z.object({ merchantId: uuid, source: z.string() }));
// Stream `review-<id>`
export const ReviewImported = eventContract('ReviewImported', 1, z.object({ reviewId: uuid, orderId: uuid, score: z.int() }));
