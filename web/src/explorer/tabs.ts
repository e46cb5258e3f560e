import { type TypedDocumentNode } from '@graphql-typed-document-node/core';
import { type GraphiQL } from 'graphiql';
import { parse } from 'graphql';
import { type ComponentProps } from 'react';
import { request } from '../graphql/request.js';

const operations = import.meta.glob<string>('../../../schema/operations/*.graphql', { query: '?raw', import: 'default', eager: true });

/** Opened first and in this order; the rest follows by name. */
const FIRST = ['product-list', 'product-detail', 'product-search', 'login', 'viewer', 'cart-lines-add'];

export type TabDefinition = NonNullable<ComponentProps<typeof GraphiQL>['defaultTabs']>[number];

interface Sample {
  readonly slug: string;
  readonly variantId: string;
}

/** One tab per named operation, with variables that fit what the shop holds now. */
export const operationTabs = async (): Promise<TabDefinition[]> => {
  const sample = await readSample();
  return Object.entries(operations)
    .map(([path, query]) => ({ name: path.replace(/^.*\/|\.graphql$/g, ''), query }))
    .sort((left, right) => rank(left.name) - rank(right.name) || left.name.localeCompare(right.name))
    .map(({ name, query }) => ({ query, variables: variablesOf(name, sample) }));
};

const rank = (name: string): number => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length);

const sampleQuery = parse('{ products(first: 1, filter: { inStock: true }) { nodes { slug variants(first: 1) { nodes { id } } } } }') as TypedDocumentNode<
  { products: { nodes: { slug: string; variants: { nodes: { id: string }[] } }[] } | null },
  Record<string, never>
>;

const readSample = async (): Promise<Sample> => {
  const { data } = await request(sampleQuery, {}).catch(() => ({ data: null }));
  const product = data?.products?.nodes[0];
  return { slug: product?.slug ?? '', variantId: product?.variants.nodes[0]?.id ?? '' };
};

const to = { countryCode: 'DE', postalCode: '10115' };
const idempotencyKey = (): string => crypto.randomUUID();

const variablesOf = (name: string, { slug, variantId }: Sample): string | null => {
  const variables: Record<string, unknown> = {
    'product-list': { first: 12 },
    'product-search': { query: 'tea' },
    'product-detail': { slug, to },
    'login': { input: { email: '', password: '' } },
    'cart-lines-add': { input: { lines: [{ variantId, quantity: 1 }], idempotencyKey: idempotencyKey() } },
    'cart-shipping-select': { input: { cartId: '', shippingQuoteId: '', expectedVersion: 1 } },
    'shipping-quotes': { cartId: '', to },
    'checkout-complete': {
      input: {
        cartId: '', expectedVersion: 2, idempotencyKey: idempotencyKey(), expectedTotal: { amountMinor: 0, currency: 'EUR' },
        payment: { provider: 'sandbox', token: 'tok_approve' },
        shippingAddress: { recipient: 'Ada Lovelace', lines: ['Invalidenstraße 1'], city: 'Berlin', ...to },
      },
    },
    'order-read': { number: '' },
    'orders-page': { first: 20 },
    'order-tracking': { number: '', guestToken: null },
    'order-progress': { orderId: '', afterSequence: 0 },
    'delivery-progress': { orderId: '', afterSequence: 0 },
    'sales-report': { filter: { currency: 'EUR' } },
  };
  return name in variables ? JSON.stringify(variables[name], null, 2) : null;
};
