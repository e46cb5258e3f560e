import { createTestDatabase } from '@souk/testing';
import { silentLogger } from '@souk/telemetry';
import { Column, Entity, PrimaryColumn, type MigrationInterface, type QueryRunner } from 'typeorm';
import { createDatabase, type Database, type DatabaseOptions } from '../src/index.js';

@Entity({ name: 'account' })
export class Account {
  @PrimaryColumn({ type: 'uuid' }) id: string = '';
  @Column({ type: 'bigint', name: 'amount_minor' }) amountMinor: number = 0;
}

class CreateAccount1710000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE account (id uuid PRIMARY KEY, amount_minor bigint NOT NULL)');
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE account');
  }
}

/** The URL of a fresh, empty database. */
export const emptyDatabaseUrl = (): Promise<string> => createTestDatabase({ template: 'empty', migrate: async () => undefined });

export const openAccounts = (url: string, options: Partial<DatabaseOptions> = {}): Promise<Database> =>
  createDatabase({ url, name: 'bank', entities: [Account], migrations: [CreateAccount1710000000000], logger: silentLogger, ...options });
