import { encodeCursor } from '@souk/kernel';
import { connectionArguments, isInstantPart, isUuidPart, readCursor, toConnection, type Connection, type PageRequest } from '@souk/subgraph';
import { type ImportFlag } from '../domain/import-flags.js';
import { type OrderState } from '../domain/order-state.js';
import { type Order } from '../entities/order.js';
import { type OrderConditions, type OrderPosition } from '../repositories/order-pages.js';

/** A page of orders that can also tell how many there are in all. */
export interface OrderPage extends Connection<Order> {
  countAll(): Promise<number>;
}

/** What a connection of orders asks for. */
export interface OrderPageRequest {
  readonly page: PageRequest;
  readonly conditions: OrderConditions;
  readonly after: OrderPosition | undefined;
}

/** As clients write it; absent and null are alike. */
interface OrderFilter {
  readonly states?: readonly OrderState[] | null;
  readonly placedAt?: { readonly from?: Date | null; readonly to?: Date | null } | null;
  readonly importFlags?: readonly ImportFlag[] | null;
  readonly source?: string | null;
}

interface OrderPageArguments {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly filter?: OrderFilter | null;
}

/** Reads a connection's arguments. Throws ValidationError on a page size out of bounds and on a cursor that is not ours. */
export const orderPageRequest = ({ first, after, filter }: OrderPageArguments): OrderPageRequest => {
  const page = connectionArguments({ first, after });
  return { page, conditions: toConditions(filter), after: page.cursor === undefined ? undefined : positionOf(page.cursor) };
};

export const toOrderPage = (rows: readonly Order[], { page }: OrderPageRequest, countAll: () => Promise<number>): OrderPage => ({
  ...toConnection(rows, page, ({ placedAt, id }) => encodeCursor([placedAt.toISOString(), id])),
  countAll,
});

const toConditions = (filter: OrderFilter | null | undefined): OrderConditions => ({
  ...(filter?.states ? { states: filter.states } : {}),
  ...(filter?.placedAt?.from ? { from: filter.placedAt.from } : {}),
  ...(filter?.placedAt?.to ? { to: filter.placedAt.to } : {}),
  ...(filter?.importFlags ? { importFlags: filter.importFlags } : {}),
  ...(typeof filter?.source === 'string' ? { source: filter.source } : {}),
});

const positionOf = (cursor: string): OrderPosition => {
  const [placedAt, id] = readCursor(cursor, ['string', 'string'], ([at, order]) => isInstantPart(at) && isUuidPart(order));
  return { placedAt: new Date(String(placedAt)), id: String(id) };
};
