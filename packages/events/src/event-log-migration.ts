import { type MigrationInterface, type QueryRunner } from 'typeorm';

/**
 * The tables of one service's event log and of its part in messaging. Put it into the service's migrations; its time stamp makes it run first.
 *
 * `event.tx` orders the feed together with `position`: a position alone is drawn before commit, so that a reader may pass
 * a smaller one that commits later. Transaction ids belong to the PostgreSQL instance: after a logical restore into
 * another one, set `tx` and `last_tx` to 0 wherever they exceed `pg_current_xact_id()`, and checkpoints to the end.
 */
export class eventLogMigration implements MigrationInterface {
  readonly name = 'EventLog1700000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE event (
        tx xid8 NOT NULL DEFAULT pg_current_xact_id(),
        position bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
        id uuid NOT NULL,
        stream_id text COLLATE "C" NOT NULL,
        version integer NOT NULL CHECK (version > 0),
        type text NOT NULL,
        schema_version integer NOT NULL CHECK (schema_version > 0),
        data jsonb NOT NULL,
        meta jsonb NOT NULL,
        occurred_at timestamptz NOT NULL,
        recorded_at timestamptz NOT NULL,
        PRIMARY KEY (stream_id, version),
        UNIQUE (tx, position)
      );
      CREATE TABLE stream (
        stream_id text COLLATE "C" PRIMARY KEY,
        version integer NOT NULL CHECK (version > 0),
        last_tx xid8 NOT NULL
      );
      CREATE TABLE snapshot (
        stream_id text COLLATE "C" PRIMARY KEY,
        version integer NOT NULL CHECK (version > 0),
        schema_version integer NOT NULL CHECK (schema_version > 0),
        state jsonb NOT NULL
      );
      CREATE TABLE checkpoint (
        consumer text COLLATE "C" PRIMARY KEY,
        tx xid8 NOT NULL,
        position bigint NOT NULL
      );
      CREATE TABLE inbox (
        consumer text COLLATE "C" NOT NULL,
        event_id uuid NOT NULL,
        PRIMARY KEY (consumer, event_id)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE inbox, checkpoint, snapshot, stream, event');
  }
}
