import { type MigrationInterface, type QueryRunner } from 'typeorm';

class Saga1763769600002 implements MigrationInterface {
  readonly name = 'Saga1763769600002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE saga (
        gid uuid PRIMARY KEY,
        name text NOT NULL,
        state jsonb NOT NULL,
        step text NOT NULL,
        status text NOT NULL CHECK (status IN ('running', 'compensating', 'completed', 'compensated', 'stuck')),
        failure jsonb,
        attempts int NOT NULL DEFAULT 0,
        next_attempt_at timestamptz NOT NULL,
        lease_until timestamptz,
        version bigint NOT NULL DEFAULT 0,
        created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL
      )`);
    await runner.query("CREATE INDEX saga_due ON saga (next_attempt_at) WHERE status IN ('running', 'compensating')");
    await runner.query("CREATE INDEX saga_in_doubt ON saga (created_at) WHERE status IN ('running', 'compensating', 'stuck')");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE saga');
  }
}

/** Makes the table that sagas are kept in: for the migrations of a service that coordinates. */
export const sagaMigration = Saga1763769600002;
