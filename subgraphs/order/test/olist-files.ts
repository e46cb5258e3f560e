import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** Where the sample of real orders lies, on machines that have it: in that folder, or in `shared/data` beside the repository. */
export const olistSample = (datasets: string | undefined): string => join(datasets ?? resolve(__dirname, '../../../../shared/data'), 'olist-sample');

export interface OlistOrder {
  readonly sourceId: string;
  readonly sourceStatus: string;
  readonly state: string;
  readonly buyerSourceId: string;
  readonly addressSourceId: string;
  readonly placedAt: string;
  readonly confirmedAt: string | null;
  readonly handedOverAt: string | null;
  readonly deliveredAt: string | null;
  readonly promisedBy: string | null;
  readonly address: { readonly city: string; readonly region: string; readonly postalCode: string; readonly countryCode: string };
  readonly lines: readonly object[];
  readonly payments: readonly object[];
}

const STATES: Readonly<Record<string, string>> = {
  created: 'PENDING', approved: 'CONFIRMED', invoiced: 'CONFIRMED', processing: 'CONFIRMED', shipped: 'SHIPPED', delivered: 'DELIVERED', canceled: 'CANCELLED', unavailable: 'CANCELLED',
};

/** The folder's orders as `ordersImport` takes them; times as given, for the source names no zone. */
export const readOlistOrders = (folder: string): readonly OlistOrder[] => {
  const table = (name: string) => readCsv(folder, `olist_${name}_dataset.csv`);
  const categories = new Map(table('products').map((row) => [row['product_id'], row['product_category_name']]));
  const customers = new Map(table('customers').map((row) => [row['customer_id'], row]));
  const items = groupBy(table('order_items'));
  const payments = groupBy(table('order_payments'));
  return table('orders').map((row) => {
    const customer = customers.get(row['customer_id'] ?? '') ?? {};
    const orderId = row['order_id'] ?? '';
    return {
      sourceId: orderId, sourceStatus: row['order_status'] ?? '', state: STATES[row['order_status'] ?? ''] ?? '', buyerSourceId: customer['customer_unique_id'] ?? '', addressSourceId: row['customer_id'] ?? '',
      placedAt: instant(row['order_purchase_timestamp']) ?? '', confirmedAt: instant(row['order_approved_at']), handedOverAt: instant(row['order_delivered_carrier_date']),
      deliveredAt: instant(row['order_delivered_customer_date']), promisedBy: instant(row['order_estimated_delivery_date']),
      address: { city: customer['customer_city'] ?? '', region: customer['customer_state'] ?? '', postalCode: customer['customer_zip_code_prefix'] ?? '', countryCode: 'BR' },
      lines: (items.get(orderId) ?? []).map((item) => ({
        sourceId: createHash('sha256').update(`${orderId} ${item['order_item_id'] ?? ''}`).digest('hex').slice(0, 32), position: Number(item['order_item_id']), productSourceId: item['product_id'],
        merchantSourceId: item['seller_id'], categoryCode: categories.get(item['product_id'] ?? '') || null, unitPriceMinor: minor(item['price']), shippingMinor: minor(item['freight_value']), shipBy: instant(item['shipping_limit_date']),
      })),
      payments: (payments.get(orderId) ?? []).map((payment) => ({
        sequence: Number(payment['payment_sequential']), method: payment['payment_type'], installments: Number(payment['payment_installments']), amountMinor: minor(payment['payment_value']),
      })),
    };
  });
};

const minor = (text = ''): number => Math.round(Number(text) * 100);
const instant = (text = ''): string | null => (text === '' ? null : `${text.replace(' ', 'T')}.000Z`);

type Row = Readonly<Record<string, string>>;

const groupBy = (rows: readonly Row[]): ReadonlyMap<string, readonly Row[]> => {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(row['order_id'] ?? '', [...(groups.get(row['order_id'] ?? '') ?? []), row]);
  return groups;
};

const readCsv = (folder: string, name: string): readonly Row[] => {
  const path = join(folder, name);
  const text = existsSync(path) ? readFileSync(path, 'utf8') : gunzipSync(readFileSync(`${path}.gz`)).toString('utf8');
  const [header = '', ...lines] = text.trimEnd().split('\n');
  const names = header.split(',');
  return lines.map((line) => Object.fromEntries(fieldsOf(line).map((value, index) => [names[index], value])) as Row);
};

/** No field of these files holds a line break. */
const fieldsOf = (line: string): readonly string[] => [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '');
