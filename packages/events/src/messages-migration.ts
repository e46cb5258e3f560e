import { type MigrationInterface, type QueryRunner } from 'typeorm';

/**
 * The tables by which a consuming service's messages are watched and mended; put it into the migrations beside `eventLogMigration`.
 *
 * `subscription`: what each consumer asks for, so that its lag can be told by whoever has the databases.
 * `dead_letter`: events that a consumer failed at too often, and (with 0 attempts) later ones of the same aggregates, which wait behind them.
 */
export class messagesMigration implements MigrationInterface {
  readonly name = 'Messages1795305700000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE subscription (
        consumer text COLLATE "C" NOT NULL,
        service text COLLATE "C" NOT NULL,
        types text[] NOT NULL,
        partitions integer NOT NULL CHECK (partitions > 0),
        PRIMARY KEY (consumer, service)
      );
      CREATE TABLE dead_letter (
        consumer text COLLATE "C" NOT NULL,
        service text COLLATE "C" NOT NULL,
        stream_id text COLLATE "C" NOT NULL,
        version integer NOT NULL CHECK (version > 0),
        event_id uuid NOT NULL,
        event jsonb NOT NULL,
        attempts integer NOT NULL CHECK (attempts >= 0),
        reason text NOT NULL,
        died_at timestamptz NOT NULL DEFAULT now(),
        is_redriven boolean NOT NULL DEFAULT false,
        PRIMARY KEY (consumer, service, stream_id, version),
        UNIQUE (consumer, event_id)
      );
      CREATE INDEX dead_letter_due ON dead_letter (consumer, died_at) WHERE is_redriven OR attempts = 0;
      CREATE INDEX dead_letter_listed ON dead_letter (consumer, died_at) WHERE attempts > 0;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE dead_letter, subscription');
  }
}
