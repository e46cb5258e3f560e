import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { signPayload } from '@souk/auth';
import { globalId, newId } from '@souk/kernel';
import { Code, createRpcClient, type ConnectError } from '@souk/rpc';
import { LogisticsService } from '@souk/schema/rpc/logistics';
import { silentLogger } from '@souk/telemetry';
import { NOBODY, createCarrier, rates, startLogistics, viewerOf, type Logistics } from './logistics-fixture.js';

const QUOTES = `query ($cartId: ID!, $to: ShipToInput!) { shippingQuotes(cartId: $cartId, to: $to) {
  id service price { amountMinor currency decimal } deliverFrom deliverBy validUntil carrier { id code } } }`;
const ESTIMATES = `query ($representations: [_Any!]!, $to: ShipToInput!) { _entities(representations: $representations) { ... on ProductVariant {
  shippingEstimate(to: $to) { earliestAt latestAt cheapest { service price { amountMinor currency } carrier { code } } } } } }`;
const TO = { countryCode: 'DE', postalCode: '10115' };
const DAY_MS = 86_400_000;

interface Quote {
  readonly id: string;
  readonly service: string;
}

let logistics: Logistics;
let swift: { readonly id: string; readonly uuid: string };
beforeAll(async () => {
  logistics = await startLogistics();
  swift = await createCarrier(logistics, 'swift', [rates('standard', 490, 100, [2, 5], ['DE', 'FR']), rates('express', 1_290, 150, [1, 2])]);
  await createCarrier(logistics, 'correio', [rates('sedex', 2_500, 300, [3, 9], ['BR', 'DE'], 'BRL')]);
});
afterAll(() => logistics.stop());

const cartOf = (cart: Partial<Parameters<Logistics['order']['carts']['set']>[1]> = {}): string => {
  const cartId = newId();
  logistics.order.carts.set(cartId, { currency: 'EUR', lines: [{ variantId: newId(), quantity: 3, weightGrams: 700 }, { variantId: newId(), quantity: 1 }], ...cart });
  return cartId;
};
const quotesFor = (cartId: string, to: object = TO, viewer = NOBODY): Promise<readonly Quote[]> => logistics.get(viewer, QUOTES, { cartId: globalId('crt', cartId), to });
const at = (days: number): string => new Date(logistics.clock.now().getTime() + days * DAY_MS).toISOString();

describe('shippingQuotes', () => {
  it('are offers for the whole cart in its currency, cheapest first, for half an hour; what is not weighed counts as 1 kg', async () => {
    const validUntil = new Date(logistics.clock.now().getTime() + 30 * 60_000).toISOString();
    expect(await quotesFor(cartOf())).toEqual([
      { id: expect.any(String), service: 'STANDARD', price: { amountMinor: 890, currency: 'EUR', decimal: '8.90' }, deliverFrom: at(2), deliverBy: at(5), validUntil, carrier: { id: swift.id, code: 'swift' } },
      { id: expect.any(String), service: 'EXPRESS', price: { amountMinor: 1_890, currency: 'EUR', decimal: '18.90' }, deliverFrom: at(1), deliverBy: at(2), validUntil, carrier: { id: swift.id, code: 'swift' } },
    ]);
    expect(await quotesFor(cartOf({ currency: 'BRL' }))).toMatchObject([{ service: 'SEDEX', price: { amountMinor: 3_700, currency: 'BRL' } }]);
  });

  it('are none where no carrier goes, the cart is empty or too heavy, or there is no such cart for this viewer', async () => {
    const ada = viewerOf(newId());
    expect(await quotesFor(cartOf({ currency: 'BRL' }), { countryCode: 'JP', postalCode: '1' })).toEqual([]);
    expect(await quotesFor(cartOf({ currency: 'JPY' }))).toEqual([]);
    expect(await quotesFor(cartOf({ lines: [], currency: 'EUR' }))).toEqual([]);
    expect(await quotesFor(cartOf({ lines: [{ variantId: newId(), quantity: 10_000, weightGrams: 2 ** 31 - 1 }] }))).toEqual([]);
    expect(await quotesFor(newId())).toEqual([]);
    expect(await quotesFor(cartOf({ viewerId: newId() }), TO, ada)).toEqual([]);
    expect(await quotesFor(cartOf({ viewerId: ada.userId ?? '' }), TO, ada)).toHaveLength(2);
    expect(await logistics.get(NOBODY, QUOTES, { cartId: 'nonsense', to: TO })).toEqual([]);
  });

  it.each([[{ countryCode: 'DE', postalCode: '' }], [{ countryCode: 'DE', postalCode: 'x'.repeat(17) }], [{ countryCode: 'de', postalCode: '1' }]])('refuse %p as a place', async (to) => {
    const { data, errors } = await logistics.ask(NOBODY, QUOTES, { cartId: globalId('crt', newId()), to });
    expect(data?.['shippingQuotes'] ?? null).toBeNull();
    expect(errors?.[0]?.extensions['code']).toMatch(/^(VALIDATION|BAD_USER_INPUT)$/);
  });

  it('are null with a stable code while order does not answer', async () => {
    logistics.order.setDown(true);
    expect(await logistics.ask(NOBODY, QUOTES, { cartId: globalId('crt', newId()), to: TO })).toMatchObject({ data: { shippingQuotes: null }, errors: [{ path: ['shippingQuotes'], extensions: { code: 'SERVICE_UNAVAILABLE' } }] });
    logistics.order.setDown(false);
  });
});

describe('ReadQuote', () => {
  const client = () => createRpcClient(LogisticsService, { url: logistics.urlOf(0), from: logistics.signing.order, audience: 'logistics', deadlineMs: 2_000, logger: silentLogger });
  const codeOf = async (quoteId: string): Promise<string | undefined> => client().readQuote({ quoteId }).then(() => undefined, (error: ConnectError) => Code[error.code]);
  const firstQuote = async (cartId = cartOf()): Promise<string> => (await quotesFor(cartId))[0]?.id ?? '';

  it('gives back what was offered', async () => {
    const cartId = cartOf();
    const now = logistics.clock.now().getTime();
    const { $typeName: _, ...quote } = await client().readQuote({ quoteId: await firstQuote(cartId) });
    expect(quote).toEqual({
      cartId, carrierId: swift.uuid, serviceCode: 'standard', priceMinor: 890n, currency: 'EUR', countryCode: 'DE', postalCode: '10115', weightGrams: 3_100,
      deliverBy: at(5), validUntil: new Date(now + 30 * 60_000).toISOString(),
    });
  });

  it('refuses an offer whose time is over', async () => {
    const quoteId = await firstQuote();
    logistics.clock.advance(30 * 60_000);
    expect(await codeOf(quoteId)).toBeUndefined();
    logistics.clock.advance(1);
    expect(await codeOf(quoteId)).toBe('FailedPrecondition');
  });

  it('refuses what logistics did not sign for a cart', async () => {
    const quoteId = await firstQuote();
    const [header, payload = '', signature] = quoteId.split('.');
    const cheaper = Buffer.from(Buffer.from(payload, 'base64url').toString().replace('"amountMinor":890', '"amountMinor":1')).toString('base64url');
    const [variant] = await logistics.get<{ shippingEstimate: { cheapest: Quote } }[]>(NOBODY, ESTIMATES.replace('cheapest {', 'cheapest { id'), { representations: [{ __typename: 'ProductVariant', id: 'var_1', weightGrams: 1 }], to: TO });
    const forgeries = [
      `${header}.${cheaper}.${signature}`, '', 'nonsense', 'x'.repeat(100_000), variant?.shippingEstimate.cheapest.id ?? '',
      await signPayload(logistics.signing.catalog, 'shipping-quote', JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>),
    ];
    for (const forgery of forgeries) expect(await codeOf(forgery)).toBe('InvalidArgument');
  });

  it('is not for everybody', async () => {
    const catalog = createRpcClient(LogisticsService, { url: logistics.urlOf(0), from: logistics.signing.catalog, audience: 'logistics', deadlineMs: 2_000, logger: silentLogger });
    await expect(catalog.readQuote({ quoteId: '' })).rejects.toMatchObject({ code: Code.PermissionDenied });
  });
});

describe('ProductVariant.shippingEstimate', () => {
  const variants = (count: number) => Array.from({ length: count }, (_, index) => ({ __typename: 'ProductVariant', id: `var_${index}`, weightGrams: index % 3 ? 100 * index : null }));

  it('is the cheapest offer for one unit, by its weight or as 1 kg', async () => {
    const representations = [{ __typename: 'ProductVariant', id: 'var_1', weightGrams: 2_500 }, { __typename: 'ProductVariant', id: 'var_2', weightGrams: null }];
    expect(await logistics.get(NOBODY, ESTIMATES, { representations, to: TO })).toEqual([
      { shippingEstimate: { earliestAt: at(1), latestAt: at(5), cheapest: { service: 'STANDARD', price: { amountMinor: 790, currency: 'EUR' }, carrier: { code: 'swift' } } } },
      { shippingEstimate: { earliestAt: at(1), latestAt: at(5), cheapest: { service: 'STANDARD', price: { amountMinor: 590, currency: 'EUR' }, carrier: { code: 'swift' } } } },
    ]);
  });

  it('is null where no carrier takes it', async () => {
    expect(await logistics.get(NOBODY, ESTIMATES, { representations: [{ __typename: 'ProductVariant', id: 'var_1', weightGrams: 30_000_000 }], to: TO })).toEqual([{ shippingEstimate: null }]);
  });

  it('costs no statement and no call for a page of variants', async () => {
    const ask = () => logistics.get(NOBODY, ESTIMATES, { representations: variants(100), to: TO });
    await ask();
    const calls = logistics.order.calls();
    expect(await logistics.statementsOf(ask)).toBe(0);
    expect(logistics.order.calls()).toBe(calls);
  });
});
