import { type MigrationInterface, type QueryRunner } from 'typeorm';

class Barrier1763769600001 implements MigrationInterface {
  readonly name = 'Barrier1763769600001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE barrier (
        gid uuid NOT NULL,
        branch text NOT NULL,
        op text NOT NULL CHECK (op IN ('forward', 'compensate', 'confirm')),
        created_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (gid, branch, op)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE barrier');
  }
}

/** Makes the table that `withBarrier` needs: for the migrations of each service that takes part in others' transactions. */
export const barrierMigration = Barrier1763769600001;
