import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Checkouts that Percolator carries out: what each is about, and how far it has come. */
export class PercolatorCheckouts1795305600200 implements MigrationInterface {
  readonly name = 'PercolatorCheckouts1795305600200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE percolator_checkout (
        order_id uuid PRIMARY KEY REFERENCES orders (id),
        state jsonb NOT NULL,
        -- COMMITTED and ABORTING are decided, and have a payment to capture or to let go; SETTLED and ABORTED are ends.
        status text NOT NULL CHECK (status IN ('RUNNING', 'COMMITTED', 'SETTLED', 'ABORTING', 'ABORTED')),
        failure jsonb CHECK ((failure IS NOT NULL) = (status IN ('ABORTING', 'ABORTED'))),
        attempts int NOT NULL DEFAULT 0,
        -- Until then it is somebody's; afterwards anybody's.
        lease_until timestamptz NOT NULL,
        created_at timestamptz NOT NULL
      );
      CREATE INDEX percolator_checkout_due ON percolator_checkout (lease_until) WHERE status IN ('RUNNING', 'COMMITTED', 'ABORTING');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE percolator_checkout');
  }
}
