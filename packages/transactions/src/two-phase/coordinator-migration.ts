import { type MigrationInterface, type QueryRunner } from 'typeorm';

/**
 * The global transactions that this service coordinates. `decision` is written once: whoever comes second obeys the first.
 * A transaction that is asked about and was never begun gets a row that says abort.
 */
class AtomicTransaction1795305600011 implements MigrationInterface {
  readonly name = 'AtomicTransaction1795305600011';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE atomic_transaction (
        gid uuid PRIMARY KEY,
        name text NOT NULL,
        state jsonb NOT NULL,
        decision text CHECK (decision IN ('commit', 'abort')),
        failure jsonb,
        attempts int NOT NULL DEFAULT 0,
        reason text,
        next_attempt_at timestamptz NOT NULL,
        created_at timestamptz NOT NULL,
        finished_at timestamptz
      )`);
    await runner.query('CREATE INDEX atomic_transaction_due ON atomic_transaction (next_attempt_at) WHERE finished_at IS NULL');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE atomic_transaction');
  }
}

/** Makes the table that global transactions are kept in: for the migrations of a service that coordinates. */
export const coordinatorMigration = AtomicTransaction1795305600011;
