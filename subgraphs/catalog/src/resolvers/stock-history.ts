import { encodeCursor, globalId } from '@souk/kernel';
import { connectionArguments, readCursor, toConnection, type Connection } from '@souk/subgraph';
import { type Context } from '../context.js';
import { type StockChangeResolvers } from '../generated/graphql.js';
import { readStockChanges, type StockChangePosition, type StockChangeRow } from '../repositories/stock-changes.js';
import { variantBy } from './visible.js';

interface StockHistoryArguments {
  readonly variantId: string;
  readonly first?: number | null;
  readonly after?: string | null;
}

/** A page of the variant's history, newest first; null where there is no such variant for this viewer. Throws ValidationError. */
export const stockHistoryOf = async ({ variantId, ...args }: StockHistoryArguments, context: Context): Promise<Connection<StockChangeRow> | null> => {
  const page = connectionArguments(args);
  const before = page.cursor === undefined ? undefined : positionOf(page.cursor);
  const variant = await variantBy({ id: variantId }, context);
  if (variant === null) return null;
  const rows = await readStockChanges(context.services.database, variant.id, before, page.limit + 1);
  return toConnection(rows, page, ({ position, line }) => encodeCursor([position, line]));
};

const positionOf = (cursor: string): StockChangePosition => {
  const [position, line] = readCursor(cursor, ['number', 'number'], ([at, index]) => isCount(at, Number.MAX_SAFE_INTEGER) && isCount(index, MAX_LINE));
  return { position: Number(position), line: Number(line) };
};

const isCount = (part: unknown, max: number): boolean => Number.isInteger(part) && Number(part) >= 0 && Number(part) <= max;

/** More lines than any event has. */
const MAX_LINE = 1_000_000;

export const stockChange: StockChangeResolvers = {
  warehouse: ({ warehouseId }) => ({ id: globalId('wrh', warehouseId) }),
  order: ({ orderId }) => (orderId === null ? null : { id: globalId('ord', orderId) }),
};
