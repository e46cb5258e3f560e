import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createRejects } from '../rejects.js';
import { shipmentFacts } from './facts.js';
import { joinOrders, type JoinedOrder } from './join-orders.js';
import { TABLES, type TableName } from './tables.js';

const id = (digit: string): string => digit.repeat(32);
let folder: string;
let told: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'souk-olist-test-'));
  told = [];
  await write('customers', [[id('c'), id('d'), '01001', 'são paulo', 'SP']]);
  await write('products', [[id('e'), 'pc_gamer', '', '', '', '', '', '', '']]);
  await write('orders', [[id('a'), id('c'), 'delivered', '2017-10-02 10:56:33', '2017-10-02 11:07:15', '', '2017-10-10 21:25:13', '2017-10-18 00:00:00']]);
  await write('items', [
    [id('a'), '2', id('e'), id('1'), '2017-10-06 11:07:15', '29.90', '8.72'],
    [id('a'), '1', id('e'), id('f'), '2017-10-06 11:07:15', '10.5', '0.00'],
  ]);
  await write('payments', [[id('a'), '2', 'voucher', '1', '18.59']]);
  await write('reviews', [[id('9'), id('a'), '4', '2017-10-11 00:00:00', '2017-10-12 03:43:48']]);
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const write = (name: TableName, rows: readonly (readonly string[])[]): Promise<void> =>
  writeFile(join(folder, `${TABLES[name].file}.gz`), gzipSync([TABLES[name].columns, ...rows].map((row) => row.join(',')).join('\n')));

const read = async (): Promise<JoinedOrder[]> => {
  const orders: JoinedOrder[] = [];
  for await (const order of joinOrders({ folder, spoolFolder: folder, rejects: createRejects((line) => told.push(line)) })) orders.push(order);
  return orders;
};

describe('joining the files into orders', () => {
  it('keeps every fact digit for digit, whatever order the rows stand in', async () => {
    const [joined] = await read();
    expect(joined?.reviews).toEqual([{ sourceId: id('9'), orderSourceId: id('a'), productSourceIds: [id('e')], score: 4, createdAt: '2017-10-11T00:00:00.000Z', answeredAt: '2017-10-12T03:43:48.000Z' }]);
    expect(joined?.order).toMatchObject({
      sourceId: id('a'), state: 'DELIVERED', buyerSourceId: id('d'), placedAt: '2017-10-02T10:56:33.000Z', handedOverAt: null,
      address: { city: 'são paulo', region: 'SP', postalCode: '01001', countryCode: 'BR' },
      lines: [{ position: 1, unitPriceMinor: 1050, shippingMinor: 0, categoryCode: 'pc_gamer' }, { position: 2, unitPriceMinor: 2990, shippingMinor: 872 }],
      payments: [{ sequence: 2, method: 'voucher', amountMinor: 1859 }],
    });
    expect(told).toEqual([]);
  });

  it('makes a parcel per merchant, with the lines that are in it', async () => {
    const [joined] = await read();
    const shipments = joined ? shipmentFacts(joined.order) : [];
    expect(shipments.map(({ merchantSourceId, lineSourceIds }) => [merchantSourceId, lineSourceIds.length])).toEqual([[id('f'), 1], [id('1'), 1]]);
  });

  it('names a broken row with file, line and reason, and goes on', async () => {
    await write('items', [[id('a'), '1', id('e'), id('f'), '', '1O.00', '0.00'], [id('a'), '2', id('e'), id('f'), '', '10.00', '0.00'], [id('a'), '3']]);
    const [joined] = await read();
    expect(joined?.order.lines).toHaveLength(1);
    expect(told).toEqual([
      'olist_order_items_dataset.csv.gz:4: expected 7 fields, got 2',
      "olist_order_items_dataset.csv.gz:2: price: expected an amount such as 12.30, got '1O.00'",
    ]);
  });

  it('rejects rows that belong to no order', async () => {
    await write('payments', [[id('b'), '1', 'boleto', '1', '1.00']]);
    await read();
    expect(told).toEqual(['olist_order_payments_dataset.csv.gz:2: belongs to an order that is not in the orders file']);
  });
});
