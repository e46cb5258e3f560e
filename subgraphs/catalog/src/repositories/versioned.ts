/**
 * A column that says how new a read is: every transaction below this id had ended when the statement took its snapshot, so its effects are in
 * the answer. An event of transaction `tx` is in every answer of a higher horizon; see caching/changes-of.ts.
 */
export const HORIZON = 'pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS horizon';

/** One answer of a read that is cached: the key it was asked for, what there is, and the read's horizon. */
export interface Versioned<Value> {
  readonly key: string;
  readonly value: Value;
  readonly horizon: number;
}
