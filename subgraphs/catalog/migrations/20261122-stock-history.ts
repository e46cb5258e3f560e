import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Finds the events of reservations by the variants in them. */
export class StockHistory1795305600100 implements MigrationInterface {
  readonly name = 'StockHistory1795305600100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX event_reserved_variants ON event USING gin (jsonb_path_query_array(data, '$.lines[*].variantId') jsonb_path_ops)
        WHERE type IN ('StockReserved', 'StockReleased', 'StockCommitted', 'StockReturned')
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX event_reserved_variants');
  }
}
