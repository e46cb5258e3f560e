import { type MigrationInterface, type QueryRunner } from 'typeorm';

class Percolator1763769600021 implements MigrationInterface {
  readonly name = 'Percolator1763769600021';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE percolator_lock (
        key text COLLATE "C" PRIMARY KEY,
        start_ts bigint NOT NULL,
        primary_site text NOT NULL,
        primary_key text NOT NULL,
        expires_at timestamptz NOT NULL
      );
      CREATE INDEX percolator_lock_start ON percolator_lock (start_ts);
      CREATE INDEX percolator_lock_expiry ON percolator_lock (expires_at);

      -- One fate per key and transaction; no commit_ts: rolled back.
      CREATE TABLE percolator_write (
        key text COLLATE "C" NOT NULL,
        start_ts bigint NOT NULL,
        commit_ts bigint CHECK (commit_ts > start_ts),
        PRIMARY KEY (key, start_ts)
      );
      CREATE UNIQUE INDEX percolator_write_commit ON percolator_write (key, commit_ts) WHERE commit_ts IS NOT NULL;
      CREATE INDEX percolator_write_start ON percolator_write (start_ts);

      CREATE TABLE percolator_data (
        key text COLLATE "C" NOT NULL,
        start_ts bigint NOT NULL,
        value jsonb,
        PRIMARY KEY (key, start_ts)
      );

      -- What began before it is over: neither locks nor reads.
      CREATE TABLE percolator_horizon (start_ts bigint NOT NULL);
      CREATE UNIQUE INDEX percolator_horizon_one ON percolator_horizon ((true));
      INSERT INTO percolator_horizon VALUES (0);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE percolator_horizon, percolator_data, percolator_write, percolator_lock');
  }
}

/** Makes the tables of locks, fates and values: for the migrations of each service that takes part in Percolator transactions. */
export const percolatorMigration = Percolator1763769600021;
