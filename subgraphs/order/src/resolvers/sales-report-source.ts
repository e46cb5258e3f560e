import { assertInvariant, type CurrencyCode } from '@souk/kernel';
import { type Database } from '@souk/persistence';
import { readSalesTotals, type SalesFilter, type SalesTotals } from '../repositories/sales-report.js';

/** As clients write it; absent and null are alike. */
interface SalesReportFilter {
  readonly currency: CurrencyCode;
  readonly placedAt?: { readonly from?: Date | null; readonly to?: Date | null } | null;
  readonly source?: string | null;
}

/** Whose figures are read when a field asks for them; the totals serve many fields, and are read once. */
export interface SalesReportSource {
  readonly database: Database;
  readonly filter: SalesFilter;
  totals(): Promise<SalesTotals>;
}

export const salesReportSource = (database: Database, { currency, placedAt, source }: SalesReportFilter): SalesReportSource => {
  const filter: SalesFilter = { currency, from: placedAt?.from ?? null, to: placedAt?.to ?? null, source: source ?? null };
  let totals: Promise<SalesTotals> | undefined;
  return { database, filter, totals: () => (totals ??= required(readSalesTotals(database, filter))) };
};

/** The row of an aggregate. */
export const required = async <Row>(row: Promise<Row | undefined>): Promise<Row> => {
  const found = await row;
  assertInvariant(found !== undefined, 'an aggregate without GROUP BY gives a row');
  return found;
};
