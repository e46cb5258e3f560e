import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Finds the events that orders began with by the time they happened. */
export class OrderReports1795305600100 implements MigrationInterface {
  readonly name = 'OrderReports1795305600100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query("CREATE INDEX event_order_began ON event (occurred_at) WHERE type IN ('OrderPlaced', 'OrderImported')");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX event_order_began');
  }
}
