import { type NemesisName } from './nemeses/index.js';
import { type Patch } from './service/patch.js';
import { type SubgraphName } from './world/databases.js';
import { type Protocol } from './world/topology.js';

/** A mistake made on purpose in the built system, to see that the checks would find it. */
export interface Bug {
  readonly what: string;
  /** Where it shows. */
  readonly protocol: Protocol;
  /** What brings it to light. */
  readonly nemeses: readonly NemesisName[];
  /** Changes of built modules, made while a service loads them. */
  readonly patches: readonly Patch[];
  /** What stands in its way in the database, taken away before the clients begin. */
  readonly sql?: readonly { readonly database: SubgraphName; readonly statement: string }[];
}

const bugs = {
  'no-barrier': {
    what: 'a step of a transaction runs as often as it is called',
    protocol: 'saga', nemeses: ['duplicate', 'reorder', 'cut-one-way'],
    patches: [
      { module: '/transactions/dist/barrier.js', from: 'if (!await enter(tx, key)) return', to: 'if (false) return' },
      { module: '/transactions/dist/barrier.js', from: "key.op === 'compensate' && await enter(", to: "false && await enter(" },
      { module: '/transactions/dist/barrier.js', from: "if (key.op === 'confirm') await", to: 'if (false) await' },
    ],
    sql: [{ database: 'user', statement: 'DROP INDEX wallet_entry_gid' }],
  },
  'rollback-on-lost-acknowledgement': {
    what: '2PC takes an error of its own commit for an abort',
    protocol: '2pc', nemeses: ['postgres', 'cut-one-way', 'cut', 'slow'],
    patches: [{
      module: '/two-phase/decide-transaction.js', from: 'return abort(options, gid, state, failureOf(error));\n    }\n};\n/** Decides',
      to: "return { decision: 'abort', failure: failureOf(error) };\n    }\n};\n/** Decides",
    }],
  },
  'feed-by-position': {
    what: 'the feed reads what has a greater position than the last, whatever has not committed yet',
    protocol: 'saga', nemeses: ['slow', 'pause'],
    patches: [
      { module: '/events/dist/read-page.js', from: 'WHERE (tx, position) > ($1::xid8, $2::bigint) AND tx < pg_snapshot_xmin(pg_current_snapshot())\n       ORDER BY tx, position LIMIT $3', to: "WHERE position > $2::bigint AND $1::xid8 >= '0'\n       ORDER BY position LIMIT $3" },
      { module: '/events/dist/read-page.js', from: 'FROM seen ORDER BY tx DESC, position DESC LIMIT 1', to: 'FROM seen ORDER BY position DESC LIMIT 1' },
      { module: '/events/dist/read-page.js', from: 'ORDER BY tx, position LIMIT $6', to: 'ORDER BY position LIMIT $6' },
      { module: '/events/dist/read-page.js', from: 'row_number() OVER (ORDER BY tx, position)', to: 'row_number() OVER (ORDER BY position)' },
    ],
  },
  'no-expected-version': {
    what: 'an append does not look at the version that it was made for',
    protocol: 'saga', nemeses: ['slow'],
    patches: [{ module: '/events/dist/append.js', from: 'WHERE stream_id = $1 AND version = $3::integer AND last_tx', to: 'WHERE stream_id = $1 AND version >= 0 AND $3::integer >= 0 AND last_tx' }],
  },
  'percolator-without-advisory-lock': {
    what: 'writers of one key do not wait for one another',
    protocol: 'percolator', nemeses: ['slow', 'duplicate'],
    patches: [{ module: '/percolator/lock-store.js', from: "await queryIn(tx, 'SELECT pg_advisory_xact_lock(hash)", to: "if (false) await queryIn(tx, 'SELECT pg_advisory_xact_lock(hash)" }],
  },
  'stock-without-lock': {
    what: 'stock is taken without a lock, a condition or a CHECK',
    protocol: 'saga', nemeses: ['slow'],
    patches: [
      { module: '/repositories/stock-levels.js', from: 'ORDER BY variant_id, warehouse_id FOR UPDATE', to: 'ORDER BY variant_id, warehouse_id' },
      { module: '/repositories/stock-levels.js', from: ' AND on_hand - reserved >= ($5::integer - $4::integer) * quantity', to: '' },
    ],
    sql: [{ database: 'catalog', statement: 'ALTER TABLE stock_level DROP CONSTRAINT stock_level_covers_reserved' }],
  },
  'inbox-not-written': {
    what: 'a consumer neither remembers which events it has handled nor looks what they have led to',
    protocol: 'saga', nemeses: ['duplicate'],
    patches: [
      {
        module: '/dead-letters/dead-letters.js',
        from: 'INSERT INTO inbox (consumer, event_id) SELECT $1, $2::uuid WHERE NOT EXISTS (SELECT FROM dead) ON CONFLICT DO NOTHING RETURNING event_id',
        to: 'SELECT $2::uuid AS event_id WHERE NOT EXISTS (SELECT FROM dead)',
      },
      { module: '/commands/plan-shipments.js', from: '!planned.has(id)', to: 'true' },
    ],
  },
} as const satisfies Readonly<Record<string, Bug>>;

export type BugName = keyof typeof bugs;
export const BUGS: Readonly<Record<BugName, Bug>> = bugs;
