import { type MigrationInterface, type QueryRunner } from 'typeorm';

class PercolatorOracle1763769600020 implements MigrationInterface {
  readonly name = 'PercolatorOracle1763769600020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE percolator_oracle (last_ts bigint NOT NULL);
      CREATE UNIQUE INDEX percolator_oracle_one ON percolator_oracle ((true));
      INSERT INTO percolator_oracle VALUES (0);

      -- Transactions that have begun and not ended; garbage collection stays behind the oldest.
      CREATE TABLE percolator_active (
        start_ts bigint PRIMARY KEY,
        expires_at timestamptz NOT NULL
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE percolator_active, percolator_oracle');
  }
}

/** Makes the tables of the timestamp oracle: for the migrations of the one service that hands timestamps out. */
export const percolatorOracleMigration = PercolatorOracle1763769600020;
