import { createReadStream, existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import { ImportError } from '../import-error.js';
import { type Rejects } from '../rejects.js';

/** Longest row that is read, in characters: reviews of the original carry texts. */
const MAX_ROW_CHARACTERS = 1_000_000;

/** The files of the data set and the columns that are read. The misspellings are the source's own. */
export const TABLES = {
  orders: { file: 'olist_orders_dataset.csv', columns: ['order_id', 'customer_id', 'order_status', 'order_purchase_timestamp', 'order_approved_at', 'order_delivered_carrier_date', 'order_delivered_customer_date', 'order_estimated_delivery_date'] },
  items: { file: 'olist_order_items_dataset.csv', columns: ['order_id', 'order_item_id', 'product_id', 'seller_id', 'shipping_limit_date', 'price', 'freight_value'] },
  customers: { file: 'olist_customers_dataset.csv', columns: ['customer_id', 'customer_unique_id', 'customer_zip_code_prefix', 'customer_city', 'customer_state'] },
  payments: { file: 'olist_order_payments_dataset.csv', columns: ['order_id', 'payment_sequential', 'payment_type', 'payment_installments', 'payment_value'] },
  reviews: { file: 'olist_order_reviews_dataset.csv', columns: ['review_id', 'order_id', 'review_score', 'review_creation_date', 'review_answer_timestamp'] },
  products: { file: 'olist_products_dataset.csv', columns: ['product_id', 'product_category_name', 'product_name_lenght', 'product_description_lenght', 'product_photos_qty', 'product_weight_g', 'product_length_cm', 'product_height_cm', 'product_width_cm'] },
  sellers: { file: 'olist_sellers_dataset.csv', columns: ['seller_id', 'seller_zip_code_prefix', 'seller_city', 'seller_state'] },
  translations: { file: 'product_category_name_translation.csv', columns: ['product_category_name', 'product_category_name_english'] },
} as const;

export type TableName = keyof typeof TABLES;
export type Row<Name extends TableName> = Readonly<Record<(typeof TABLES)[Name]['columns'][number], string>>;

/** A row and where it stands, for messages. */
export interface Placed<Value> {
  readonly file: string;
  readonly line: number;
  readonly value: Value;
}

/** Throws ImportError where one of the files is not there. */
export const assertTables = (folder: string): void => (Object.keys(TABLES) as TableName[]).forEach((name) => tablePath(folder, name));

/** The path of a table's file, plain or compressed. Throws ImportError where neither is there. */
const tablePath = (folder: string, name: TableName): string => {
  const plain = join(folder, TABLES[name].file);
  const path = [plain, `${plain}.gz`].find((candidate) => existsSync(candidate));
  if (!path) throw new ImportError(`expected ${TABLES[name].file} or ${TABLES[name].file}.gz in ${folder}, found neither.`);
  return path;
};

/** The rows of a table as they stand in its file, one at a time; a row with the wrong number of fields is rejected and the rest goes on. */
export async function* readTable<Name extends TableName>(folder: string, name: Name, rejects: Rejects): AsyncGenerator<Placed<Row<Name>>> {
  const path = tablePath(folder, name);
  const file = basename(path);
  const parser = parse({ bom: true, info: true, relax_column_count: true, skip_records_with_error: true, skip_empty_lines: true, max_record_size: MAX_ROW_CHARACTERS });
  parser.on('skip', (error: Error & { lines?: number }) => rejects.add(file, error.lines ?? 0, `not readable as CSV: ${error.message}`));
  const source = createReadStream(path);
  const bytes = path.endsWith('.gz') ? source.pipe(createGunzip()) : source;
  const fail = (error: Error): void => void parser.destroy(new ImportError(`${file} cannot be read: ${error.message}`));
  source.on('error', fail);
  bytes.on('error', fail).pipe(parser);

  let header: readonly string[] | undefined;
  for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
    if (!header) {
      header = record;
      const missing = TABLES[name].columns.filter((column) => !record.includes(column));
      if (missing.length > 0) throw new ImportError(`${file}: expected the columns ${TABLES[name].columns.join(', ')}; missing: ${missing.join(', ')}.`);
      continue;
    }
    if (record.length !== header.length) {
      rejects.add(file, info.lines, `expected ${header.length} fields, got ${record.length}`);
      continue;
    }
    yield { file, line: info.lines, value: Object.fromEntries(header.map((column, index) => [column, record[index] ?? ''])) as Row<Name> };
  }
}
