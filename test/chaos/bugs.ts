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
    what: 'writers of one key do not wait for one another; and a service that is asked to lock again looks for locks only when the transaction has ended, or 4 s later',
    protocol: 'percolator', nemeses: ['duplicate'],
    patches: [
      { module: '/percolator/lock-store.js', from: "await queryIn(tx, 'SELECT pg_advisory_xact_lock(hash)", to: "if (false) await queryIn(tx, 'SELECT pg_advisory_xact_lock(hash)" },
      {
        module: '/percolator/participant.js', from: 'const locks = await locksOn(tx, keys);',
        to: "if (keys[0].includes('/')) for (let look = 1; look <= 40 && (await locksOn(tx, keys)).some((lock) => lock.startTs === startTs); look += 1) await new Promise((resolve) => { setTimeout(resolve, 100); });\n            const locks = await locksOn(tx, keys);",
      },
    ],
  },
  'stale-driver-believed': {
    what: 'a saga driver that another one has overtaken tells its caller that the order came to nothing; leases are short, so that drivers do overtake one another',
    protocol: 'saga', nemeses: ['slow', 'pause', 'cut-one-way'],
    patches: [
      { module: '/saga/limits.js', from: 'export const LEASE_MS = 20_000;', to: 'export const LEASE_MS = 500;' },
      { module: '/saga/saga-runner.js', from: 'this.#counts.leasesLost += 1;', to: 'this.#counts.leasesLost += 1; (globalThis.overtaken ??= new Set()).add(gid);' },
      {
        module: '/saga/saga-runner.js', from: 'const outcome = await this.outcomeOf(gid);',
        to: "const outcome = globalThis.overtaken?.has(gid) ? { status: 'aborted', state: {}, failure: { refused: false, code: 'LEASE_LOST', message: 'the driver was overtaken', details: {} } } : await this.outcomeOf(gid);",
      },
    ],
  },
  'late-prepare-kept': {
    what: 'an abort leaves no mark that keeps a late PREPARE out, and nobody looks for branches that nobody ends',
    protocol: '2pc', nemeses: ['duplicate'],
    patches: [
      { module: '/two-phase/end-branch.js', from: "await withBarrier(tx, {\n            ...key,\n            op: 'compensate'\n        }, ", to: "await (() => undefined)(tx, {\n            ...key,\n            op: 'compensate'\n        }, " },
      { module: '/two-phase/participant.js', from: 'this.#loop ??= this.#sweepUntilStopped();', to: '' },
    ],
  },
  'append-behind-younger': {
    what: 'a transaction that began before another appends after it, so that the feed has their events the wrong way round',
    protocol: 'saga', nemeses: ['slow', 'reorder'],
    patches: [
      { module: '/events/dist/append.js', from: 'AND last_tx <= pg_current_xact_id() RETURNING version', to: 'RETURNING version' },
      { module: '/events/dist/append.js', from: 'WHERE stream.last_tx <= pg_current_xact_id() RETURNING version', to: 'RETURNING version' },
      { module: '/events/dist/append.js', from: 'last_tx > pg_current_xact_id() AS "isAhead"', to: 'false AS "isAhead"' },
    ],
  },
  'transaction-left-open': {
    what: 'the first cancellation leaves a transaction open, and PostgreSQL does not end it: every later event of the service waits behind it',
    protocol: 'saga', nemeses: ['slow'],
    patches: [{
      module: '/commands/order-cancel.js', from: 'const gid = newId();',
      to: "const gid = newId(); if (globalThis.forgotten === undefined) { globalThis.forgotten = database.source.createQueryRunner(); await globalThis.forgotten.startTransaction(); await globalThis.forgotten.query(\"SELECT pg_current_xact_id(), set_config('idle_in_transaction_session_timeout', '0', true)\"); }",
    }],
  },
  'timestamps-in-ranges': {
    what: 'every process takes ten timestamps at a time from the oracle, and uses them up',
    protocol: 'percolator', nemeses: ['slow'],
    patches: [{
      module: '/percolator/timestamp-oracle.js', from: '#ask(isStart) {',
      to: "#range = { next: 1, last: 0 };\n    async #ask() { if (this.#range.next > this.#range.last) { const [{ last }] = await this.#database.query('UPDATE percolator_oracle SET last_ts = last_ts + 10 RETURNING last_ts AS last'); this.#range = { next: last - 9, last }; } this.#range.next += 1; return this.#range.next - 1; }\n    #askOne(isStart) {",
    }],
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
