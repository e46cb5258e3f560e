import { type MigrationInterface, type QueryRunner } from 'typeorm';

/**
 * Snapshots in the shape that folds need, in place of the log's first table for them, which nothing had written to: several of each subject, and of each
 * fold, since a state of the past starts from one that is older than it. Put it into the migrations beside `eventLogMigration`.
 */
export class snapshotsMigration implements MigrationInterface {
  readonly name = 'Snapshots1795305800000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE snapshot;
      CREATE TABLE snapshot (
        fold text COLLATE "C" NOT NULL,
        subject text COLLATE "C" NOT NULL,
        version integer NOT NULL CHECK (version > 0),
        schema_version integer NOT NULL CHECK (schema_version > 0),
        latest_at timestamptz NOT NULL,
        state jsonb NOT NULL,
        PRIMARY KEY (fold, subject, version)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE snapshot;
      CREATE TABLE snapshot (
        stream_id text COLLATE "C" PRIMARY KEY,
        version integer NOT NULL CHECK (version > 0),
        schema_version integer NOT NULL CHECK (schema_version > 0),
        state jsonb NOT NULL
      );
    `);
  }
}
