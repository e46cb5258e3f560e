import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** What transactions that are not decided yet have set aside of a balance. The balance is still the sum of its entries. */
export class WalletHolds1795305600200 implements MigrationInterface {
  readonly name = 'WalletHolds1795305600200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE wallet_balance ADD COLUMN held_minor bigint NOT NULL DEFAULT 0, ADD CONSTRAINT wallet_covers_held CHECK (held_minor BETWEEN 0 AND balance_minor)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE wallet_balance DROP CONSTRAINT wallet_covers_held, DROP COLUMN held_minor');
  }
}
