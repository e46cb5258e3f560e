import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { waitFor } from '@souk/testing';
import { NOBODY, OPERATOR, createCarrier, createWarehouse, fastestOfThree, rates, startLogistics, viewerOf, type Logistics } from './logistics-fixture.js';

const WAREHOUSE_CREATE = `mutation ($input: WarehouseCreateInput!) { warehouseCreate(input: $input) {
  __typename ... on WarehouseCreateSuccess { warehouse { id code name countryCode postalCode } } ... on ValidationError { code path issues { path rule message } } } }`;
const CARRIER_CREATE = `mutation ($input: CarrierCreateInput!) { carrierCreate(input: $input) {
  __typename ... on CarrierCreateSuccess { carrier { id code name services { code name basePrice { amountMinor currency decimal } pricePerKg { decimal } minDays maxDays countryCodes } } }
  ... on ValidationError { code issues { path rule } } } }`;

let logistics: Logistics;
beforeAll(async () => {
  logistics = await startLogistics();
});
afterAll(() => logistics.stop());

describe('warehouses', () => {
  const input = { code: 'BER1', name: 'Berlin', countryCode: 'DE', postalCode: '10115' };

  it('are added, and seen at once by those who may', async () => {
    expect(await logistics.get(OPERATOR, '{ warehouses { code } }')).toEqual([]);
    const created = await logistics.get(OPERATOR, WAREHOUSE_CREATE, { input });
    expect(created).toEqual({ __typename: 'WarehouseCreateSuccess', warehouse: { id: expect.stringMatching(/^wrh_[0-9a-f]{32}$/), ...input } });
    expect(await logistics.get(OPERATOR, '{ warehouses { code name } }')).toEqual([{ code: 'BER1', name: 'Berlin' }]);
  });

  it('have codes that are taken once, also when twenty try at a time', async () => {
    expect(await logistics.get(OPERATOR, WAREHOUSE_CREATE, { input })).toMatchObject({ __typename: 'ValidationError', code: 'VALIDATION', path: ['code'], issues: [{ path: ['code'], rule: 'taken' }] });
    const answers = await Promise.all(Array.from({ length: 20 }, () => logistics.get(OPERATOR, WAREHOUSE_CREATE, { input: { ...input, code: 'RACE' } })));
    expect(answers.filter(({ __typename }) => __typename === 'WarehouseCreateSuccess')).toHaveLength(1);
  });

  it.each([
    ['a lower-case code', { code: 'ber' }, 'code'],
    ['a long name', { name: 'x'.repeat(101) }, 'name'],
    ['an empty postal code', { postalCode: '' }, 'postalCode'],
  ])('are refused with %s', async (_what, change, field) => {
    expect(await logistics.get(OPERATOR, WAREHOUSE_CREATE, { input: { ...input, code: 'NEW', ...change } })).toMatchObject({ __typename: 'ValidationError', issues: [{ path: [field] }] });
  });

  it('are neither shown to nor added by a customer', async () => {
    for (const viewer of [NOBODY, viewerOf('01960000-0000-7000-8000-000000000001', ['CUSTOMER'])]) {
      expect(await logistics.ask(viewer, '{ warehouses { code } }')).toMatchObject({ data: { warehouses: null }, errors: [{ path: ['warehouses'], extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } }] });
      expect(await logistics.ask(viewer, WAREHOUSE_CREATE, { input: { ...input, code: 'HACK' } })).toMatchObject({ data: { warehouseCreate: null }, errors: [{ extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } }] });
    }
    expect(await logistics.get<unknown[]>(OPERATOR, '{ warehouses { code } }')).toHaveLength(2);
  });
});

describe('carriers', () => {
  it('are added with their services, in their order, and seen by everybody', async () => {
    const services = [rates('standard', 490, 100, [2, 5], ['DE', 'FR', 'DE']), rates('express', 1_290, 150, [1, 1])];
    expect(await logistics.get(OPERATOR, CARRIER_CREATE, { input: { code: 'swift', name: 'Swift', services } })).toEqual({
      __typename: 'CarrierCreateSuccess',
      carrier: {
        id: expect.stringMatching(/^car_/), code: 'swift', name: 'Swift', services: [
          { code: 'standard', name: 'STANDARD', basePrice: { amountMinor: 490, currency: 'EUR', decimal: '4.90' }, pricePerKg: { decimal: '1.00' }, minDays: 2, maxDays: 5, countryCodes: ['DE', 'FR'] },
          { code: 'express', name: 'EXPRESS', basePrice: { amountMinor: 1_290, currency: 'EUR', decimal: '12.90' }, pricePerKg: { decimal: '1.50' }, minDays: 1, maxDays: 1, countryCodes: [] },
        ],
      },
    });
    expect(await logistics.get(NOBODY, '{ carriers { code services { code } } }')).toEqual([{ code: 'swift', services: [{ code: 'standard' }, { code: 'express' }] }]);
  });

  it('have one code each', async () => {
    expect(await logistics.get(OPERATOR, CARRIER_CREATE, { input: { code: 'swift', name: 'Other', services: [rates('a', 1, 1, [1, 2])] } })).toMatchObject({ __typename: 'ValidationError', issues: [{ path: ['code'], rule: 'taken' }] });
  });

  it.each([
    ['no service', [], ['services']],
    ['two services of one code', [rates('a', 1, 1, [1, 2]), rates('a', 1, 1, [1, 2])], ['services']],
    ['two currencies', [{ ...rates('a', 1, 1, [1, 2]), pricePerKg: { amountMinor: 1, currency: 'BRL' } }], ['services', '0', 'pricePerKg', 'currency']],
    ['a negative price', [rates('a', -1, 1, [1, 2])], ['services', '0', 'basePrice', 'amountMinor']],
    ['a price beyond all bounds', [rates('a', 2 ** 53 - 1, 1, [1, 2])], ['services', '0', 'basePrice', 'amountMinor']],
    ['days that go backwards', [rates('a', 1, 1, [3, 2])], ['services', '0', 'maxDays']],
    ['more days than a year has', [rates('a', 1, 1, [3, 366])], ['services', '0', 'maxDays']],
  ])('are refused with %s', async (_what, services, path) => {
    const answer = await logistics.get<{ issues: { path: string[] }[] }>(OPERATOR, CARRIER_CREATE, { input: { code: 'bad', name: 'Bad', services } });
    expect(answer.issues.map((issue) => issue.path)).toContainEqual(path);
  });
});

describe('the lists', () => {
  it('cost no statement when they are read again', async () => {
    await logistics.get(OPERATOR, '{ warehouses { id } }');
    await logistics.get(OPERATOR, '{ carriers { id } }');
    expect(await logistics.statementsOf(() => logistics.get(OPERATOR, '{ carriers { id services { code } } }'))).toBe(0);
    expect(await logistics.statementsOf(() => logistics.get(OPERATOR, '{ warehouses { id } }'))).toBe(0);
  });

  it('are new to their writer at once, even while the event feed is held up', async () => {
    await logistics.withFeedHeldUp(async () => {
      await createWarehouse(logistics, 'NOW');
      await createCarrier(logistics, 'now', [rates('a', 1, 1, [1, 2])]);
      expect(await logistics.get(OPERATOR, '{ warehouses { code } }')).toContainEqual({ code: 'NOW' });
      expect(await logistics.get(OPERATOR, '{ carriers { code } }')).toContainEqual({ code: 'now' });
    });
  });

  it('are counted without gaps and doubles by those who add to them at the same time, for caches compare the counts', async () => {
    await Promise.all(Array.from({ length: 10 }, (_, index) => [createWarehouse(logistics, `R${index}`), createCarrier(logistics, `r${index}`, [rates('a', 1, 1, [1, 2])])]).flat());
    for (const type of ['WarehouseCreated', 'CarrierCreated']) {
      const counts = await logistics.sql<{ count: number }>("SELECT (data->>'count')::integer AS count FROM event WHERE type = $1 ORDER BY 1", [type]);
      expect(counts.map(({ count }) => count)).toEqual(counts.map((_count, index) => index + 1));
    }
  });

  it('are new in another process within half a second', async () => {
    await logistics.addReplica();
    const codesOf = async (list: string): Promise<readonly string[]> => (await logistics.get<{ code: string }[]>(OPERATOR, `{ ${list} { code } }`, {}, 1)).map(({ code }) => code);
    await Promise.all(['carriers', 'warehouses'].map(codesOf));
    const { wallMs } = await fastestOfThree(async (go) => {
      await Promise.all([createCarrier(logistics, `later${go}`, [rates('a', 1, 1, [1, 2])]), createWarehouse(logistics, `LATER${go}`)]);
      await waitFor(async () => (await codesOf('carriers')).includes(`later${go}`) && (await codesOf('warehouses')).includes(`LATER${go}`));
    });
    expect(wallMs).toBeLessThan(500);
  });

  it('open their entries to other subgraphs by id', async () => {
    const [carrier, warehouse] = [await createCarrier(logistics, 'byid', [rates('a', 1, 1, [1, 2])]), await createWarehouse(logistics, 'BYID')];
    const representations = [{ __typename: 'Carrier', id: carrier.id }, { __typename: 'Warehouse', id: warehouse.id }, { __typename: 'Carrier', id: 'car_ffffffffffffffffffffffffffffffff' }, { __typename: 'Warehouse', id: 'nonsense' }];
    expect(await logistics.get(NOBODY, 'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Carrier { code } ... on Warehouse { code } } }', { representations }))
      .toEqual([{ code: 'byid' }, { code: 'BYID' }, null, null]);
  });
});
