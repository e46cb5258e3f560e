/** A row of a CSV file: texts by column. */
export type CsvRow = Readonly<Record<string, string>>;
export interface OlistTables {
  readonly orders: CsvRow[];
  readonly items: CsvRow[];
  readonly customers: CsvRow[];
  readonly payments: CsvRow[];
  readonly reviews: CsvRow[];
  readonly products: CsvRow[];
  readonly sellers: CsvRow[];
  readonly translations: CsvRow[];
}
