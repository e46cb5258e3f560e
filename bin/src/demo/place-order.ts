import { randomUUID } from 'node:crypto';
import { OperationalError, sleep } from '@souk/kernel';
import { type Api } from './api.js';

export interface PlacedOrder {
  readonly id: string;
  readonly number: string;
  readonly guestToken: string;
}

const ADDRESS = { recipient: 'Mina Laurent', lines: ['12 Rue des Lilas'], city: 'Lyon', postalCode: '69003', countryCode: 'FR' };
/** A checkout that is still being worked on is asked again so often. */
const MAX_ATTEMPTS = 20;

/** Buys one unit of each SKU, the way a shop's page does: cart, cheapest shipping, checkout with a card that is approved. */
export const placeOrder = async (buyer: Api, skus: readonly string[]): Promise<PlacedOrder> => {
  const lines = await Promise.all(skus.map(async (sku) => ({ variantId: await variantOf(buyer, sku), quantity: 1 })));
  const { cart } = await buyer.mutate<{ cart: { id: string; version: number } }>('cartLinesAdd', { lines, idempotencyKey: randomUUID() }, 'cart { id version }');
  const { shippingQuotes: [quote] } = await buyer.ask<{ shippingQuotes: readonly { id: string }[] }>(
    'query Demo($cartId: ID!, $to: ShipToInput!) { shippingQuotes(cartId: $cartId, to: $to) { id } }',
    { cartId: cart.id, to: { countryCode: ADDRESS.countryCode, postalCode: ADDRESS.postalCode } },
  );
  const { cart: priced } = await buyer.mutate<{ cart: { id: string; version: number; total: { amountMinor: number; currency: string } } }>(
    'cartShippingSelect', { cartId: cart.id, expectedVersion: cart.version, shippingQuoteId: quote?.id }, 'cart { id version total { amountMinor currency } }',
  );
  return checkOut(buyer, {
    cartId: priced.id, expectedVersion: priced.version, expectedTotal: priced.total, shippingAddress: ADDRESS,
    idempotencyKey: randomUUID(), payment: { provider: 'sandbox', token: 'tok_approve' },
  });
};

const variantOf = async (buyer: Api, sku: string): Promise<string> => {
  const { productVariant } = await buyer.ask<{ productVariant: { id: string } | null }>('query Demo($sku: String!) { productVariant(by: { sku: $sku }) { id } }', { sku });
  if (!productVariant) throw new OperationalError('NO_VARIANT', `The demo shop has no ${sku}.`, false);
  return productVariant.id;
};

const CHECKOUT = `mutation Demo($input: CheckoutCompleteInput!) {
  checkoutComplete(input: $input) {
    __typename
    ... on CheckoutCompleteSuccess { order { id number guestToken } }
    ... on CheckoutInProgress { retryAfterMs }
    ... on UserError { code message }
  }
}`;

const checkOut = async (buyer: Api, input: Readonly<Record<string, unknown>>): Promise<PlacedOrder> => {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const { checkoutComplete: answer } = await buyer.ask<{ checkoutComplete: { order?: PlacedOrder; retryAfterMs?: number; code?: string; message?: string } }>(CHECKOUT, { input });
    if (answer.order) return answer.order;
    if (answer.retryAfterMs === undefined) throw new OperationalError(answer.code ?? 'NO_ORDER', `checkoutComplete answered: ${answer.message ?? ''}`, false);
    await sleep(answer.retryAfterMs);
  }
  throw new OperationalError('NO_ORDER', `checkoutComplete was still in progress after ${MAX_ATTEMPTS} tries.`, true);
};
