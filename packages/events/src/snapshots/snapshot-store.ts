import { type Database } from '@souk/persistence';
import { type Fold, type FoldUntil, type FoldedEvent, type Snapshot } from './fold.js';

/** Characters of a state: a larger one is not kept. */
const MAX_STATE_CHARACTERS = 65_536;

/**
 * Each subject's newest snapshot that holds nothing but what is asked for; those without one are left out.
 * By time it is one whose every event had happened before: `latest_at` may lack its microseconds, hence `<`.
 */
export const readSnapshots = <State, Event extends FoldedEvent>(
  database: Database, { name, schemaVersion }: Fold<State, Event>, subjects: readonly string[], { version, at }: FoldUntil,
): Promise<readonly Snapshot<State>[]> =>
  database.query<Snapshot<State>>(
    `SELECT newest.* FROM unnest($3::text[]) AS wanted (subject) CROSS JOIN LATERAL (
       SELECT subject, version, latest_at AS "latestAt", state FROM snapshot
       WHERE fold = $1 AND subject = wanted.subject AND schema_version = $2 AND ($4::integer IS NULL OR version <= $4) AND ($5::timestamptz IS NULL OR latest_at < $5)
       ORDER BY version DESC LIMIT 1
     ) AS newest`,
    [name, schemaVersion, subjects, version, at],
  );

/** Keeps snapshots; one of another version of the fold gives way. Ordered, so that two writers never wait for each other. Idempotent. */
export const writeSnapshots = async <State, Event extends FoldedEvent>(database: Database, { name, schemaVersion }: Fold<State, Event>, snapshots: readonly Snapshot<State>[]): Promise<void> => {
  const rows = snapshots.map(({ state, ...row }) => ({ ...row, text: JSON.stringify(state) })).filter(({ text }) => text.length <= MAX_STATE_CHARACTERS);
  await database.queryInBackground(
    `INSERT INTO snapshot AS known (fold, subject, version, schema_version, latest_at, state)
     SELECT $1, row.subject, row.version, $2, row.latest_at, row.state FROM unnest($3::text[], $4::integer[], $5::timestamptz[], $6::jsonb[]) AS row (subject, version, latest_at, state)
     ORDER BY row.subject COLLATE "C", row.version
     ON CONFLICT (fold, subject, version) DO UPDATE SET schema_version = excluded.schema_version, latest_at = excluded.latest_at, state = excluded.state
     WHERE known.schema_version <> excluded.schema_version`,
    [name, schemaVersion, rows.map(({ subject }) => subject), rows.map(({ version }) => version), rows.map(({ latestAt }) => latestAt), rows.map(({ text }) => text)],
  );
};
