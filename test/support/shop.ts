import { randomUUID } from 'node:crypto';
import { type Client } from './client.js';

export const BERLIN = { countryCode: 'DE', postalCode: '10115' };
const ADDRESS = { recipient: 'Ada Lovelace', lines: ['Invalidenstraße 1'], city: 'Berlin', ...BERLIN };
const eur = (amountMinor: number) => ({ amountMinor, currency: 'EUR' });

export interface TestVariant { readonly productId: string; readonly slug: string; readonly id: string; readonly sku: string }
export interface TestShop { readonly warehouseId: string; readonly carrierId: string }
interface Result { readonly __typename: string; readonly [field: string]: unknown }

/** Sends one mutation with its whole input; `selection` is what its success answers. */
export const mutate = async (client: Client, field: string, input: Readonly<Record<string, unknown>>, selection: string, success = `${capital(field)}Success`): Promise<ReturnType<typeof JSON.parse>> => {
  const query = `mutation Test($input: ${capital(field)}Input!) { ${field}(input: $input) { __typename ... on ${success} { ${selection} } ... on UserError { code message path } } }`;
  const data = await client.read<Record<string, unknown>>(query, { input });
  return data[field];
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export const successOf = async (result: Promise<Result>): Promise<ReturnType<typeof JSON.parse>> => {
  const answer = await result;
  if (!answer.__typename.endsWith('Success')) throw new Error(`expected a success, got ${JSON.stringify(answer)}`);
  return answer;
};

/** A warehouse and a carrier. */
export const openShop = async (admin: Client): Promise<TestShop> => {
  const suffix = Math.floor(Math.random() * 1e6);
  const { warehouse } = await successOf(mutate(admin, 'warehouseCreate', { code: `W${suffix}`, name: 'Test house', ...BERLIN }, 'warehouse { id }'));
  const { carrier } = await successOf(mutate(admin, 'carrierCreate', {
    code: `swift-${suffix}`, name: 'Swift', services: [{ code: 'standard', name: 'Standard', basePrice: eur(390), pricePerKg: eur(50), minDays: 1, maxDays: 3 }],
  }, 'carrier { id }'));
  return { warehouseId: warehouse.id, carrierId: carrier.id };
};

/** A product with one variant, on sale. */
export const addProduct = async (admin: Client, shop: TestShop, { units, priceMinor = 1_000, name = 'Mint tea' }: { readonly units: number; readonly priceMinor?: number; readonly name?: string }): Promise<TestVariant> => {
  const sku = `SKU-${randomUUID().slice(0, 8)}`;
  const { product } = await successOf(mutate(admin, 'productCreate', {
    name, slug: sku.toLowerCase(), status: 'ACTIVE', variants: [{ sku, name: 'One', price: eur(priceMinor), weightGrams: 250 }], idempotencyKey: randomUUID(),
  }, 'product { id slug variants { nodes { id sku } } }'));
  const [variant] = product.variants.nodes;
  if (units > 0) await successOf(mutate(admin, 'stockAdjust', { variantId: variant.id, warehouseId: shop.warehouseId, delta: units, reason: 'RECEIVED', idempotencyKey: randomUUID() }, 'stockLevel { available }'));
  return { productId: product.id, slug: product.slug, id: variant.id, sku };
};

export interface ReadyCart { readonly cartId: string; readonly version: number; readonly total: { readonly amountMinor: number; readonly currency: string } }

/** A cart with shipping chosen: all that a checkout needs. */
export const fillCart = async (buyer: Client, variantId: string, quantity = 1): Promise<ReadyCart> => {
  const { cart } = await successOf(mutate(buyer, 'cartLinesAdd', { lines: [{ variantId, quantity }], idempotencyKey: randomUUID() }, 'cart { id version }'));
  const { shippingQuotes } = await buyer.read('query Quotes($cartId: ID!, $to: ShipToInput!) { shippingQuotes(cartId: $cartId, to: $to) { id } }', { cartId: cart.id, to: BERLIN });
  const chosen = await successOf(mutate(buyer, 'cartShippingSelect', { cartId: cart.id, shippingQuoteId: shippingQuotes[0].id, expectedVersion: cart.version }, 'cart { id version total { amountMinor currency } }'));
  return { cartId: cart.id, version: chosen.cart.version, total: chosen.cart.total };
};

export const checkoutInput = (cart: ReadyCart, payment: { readonly provider: string; readonly token?: string } = { provider: 'sandbox', token: 'tok_approve' }, idempotencyKey: string = randomUUID()) => ({
  cartId: cart.cartId, expectedVersion: cart.version, expectedTotal: cart.total, payment, shippingAddress: ADDRESS, idempotencyKey,
});

export const checkout = (buyer: Client, input: ReturnType<typeof checkoutInput>): Promise<ReturnType<typeof JSON.parse>> =>
  mutate(buyer, 'checkoutComplete', input, 'order { id number state guestToken version total { amountMinor } payments { state provider } }');

/** One order, from cart to confirmation. */
export const placeOrder = async (buyer: Client, variantId: string, quantity = 1): Promise<{ readonly id: string; readonly number: string; readonly guestToken: string; readonly state: string }> => {
  const { order } = await successOf(checkout(buyer, checkoutInput(await fillCart(buyer, variantId, quantity))));
  return order;
};

/** The order's parcels, once logistics has planned them. */
export const shipmentsOf = async (client: Client, orderId: string): Promise<readonly { readonly id: string; readonly version: number; readonly state: string }[]> => {
  const { order } = await client.read('query Shipments($id: ID!) { order(by: { id: $id }) { shipments { id version state } } }', { id: orderId });
  return order?.shipments ?? [];
};

export const ship = (operations: Client, shipmentId: string, expectedVersion: number): Promise<unknown> =>
  successOf(mutate(operations, 'shipmentShip', { shipmentId, expectedVersion }, 'shipment { state }'));

export const scan = (operations: Client, shipmentId: string, state: string, message = 'Scanned', place = 'Leipzig'): Promise<unknown> =>
  successOf(mutate(operations, 'shipmentScan', { shipmentId, state, message, place, idempotencyKey: randomUUID() }, 'shipment { state }'));
