import { MAX_FOLDED_EVENTS, type EventMeta, type FoldedEvent } from '@souk/events';
import { type Database } from '@souk/persistence';
import { type AsOf } from '@souk/subgraph';

/** An event of an order's stream, as its history shows it. */
export interface OrderHistoryEvent {
  readonly id: string;
  readonly streamId: string;
  readonly version: number;
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: Readonly<Record<string, unknown>>;
  readonly meta: EventMeta;
  readonly occurredAt: Date;
}

const PREFIX = 'order-';

export const orderStream = (orderId: string): string => `${PREFIX}${orderId}`;

export const isOrderStream = (streamId: string): boolean => streamId.startsWith(PREFIX);

export const orderIdOfStream = (streamId: string): string => streamId.slice(PREFIX.length);

/** Which of an order's events: at most `limit` after that version; with `asOf` only those that had come by then. */
export interface HistoryArguments {
  readonly afterVersion: number;
  readonly limit: number;
  readonly asOf?: AsOf | undefined;
}

/** The same page of each order's history, oldest first, in one statement. */
export const readOrderHistories = (database: Database, orderIds: readonly string[], { afterVersion, limit, asOf }: HistoryArguments): Promise<readonly OrderHistoryEvent[]> =>
  database.query<OrderHistoryEvent>(
    `SELECT page.* FROM unnest($1::text[]) AS stream (id)
     CROSS JOIN LATERAL (
       SELECT id, stream_id AS "streamId", version, type, schema_version AS "schemaVersion", data, meta, occurred_at AS "occurredAt" FROM event
       WHERE stream_id = stream.id AND version > $2 AND ($4::integer IS NULL OR version <= $4) AND ($5::timestamptz IS NULL OR occurred_at <= $5) ORDER BY version LIMIT $3
     ) AS page ORDER BY page."streamId", page.version`,
    [orderIds.map(orderStream), afterVersion, limit, asOf?.version ?? null, asOf?.at ?? null]);

/** An event of an order's stream, as a fold reads it. */
export type PastOrderEvent = FoldedEvent & Pick<OrderHistoryEvent, 'type' | 'schemaVersion' | 'data'>;

/** What had come by then of those streams, each after its own version, oldest first, in one statement; at most as many of each as one fold reads. */
export const readOrderPasts = (database: Database, starts: readonly Pick<FoldedEvent, 'subject' | 'version'>[], { version, at }: AsOf): Promise<readonly PastOrderEvent[]> =>
  database.query<PastOrderEvent>(
    `SELECT past.* FROM unnest($1::text[], $2::integer[]) AS start (stream_id, version)
     CROSS JOIN LATERAL (
       SELECT stream_id AS subject, version, type, schema_version AS "schemaVersion", data, occurred_at AS "occurredAt" FROM event
       WHERE stream_id = start.stream_id AND version > start.version AND ($3::integer IS NULL OR version <= $3) AND ($4::timestamptz IS NULL OR occurred_at <= $4) ORDER BY version LIMIT ${MAX_FOLDED_EVENTS}
     ) AS past ORDER BY past.subject, past.version`,
    [starts.map(({ subject }) => subject), starts.map((start) => start.version), version, at]);
