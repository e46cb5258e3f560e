import { type MigrationInterface, type QueryRunner } from 'typeorm';

/** Accounts with credentials and sessions, address books and wallets. All personal data of Souk is in these tables, where it can be erased. */
export class Accounts1763800000000 implements MigrationInterface {
  readonly name = 'Accounts1763800000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE account (
        id uuid PRIMARY KEY,
        -- As it was given; email_key is what makes it unique, upper and lower case alike.
        email text,
        email_key text CONSTRAINT account_email_key UNIQUE,
        display_name text,
        roles text[] NOT NULL CHECK (cardinality(roles) > 0 AND roles <@ ARRAY['CUSTOMER', 'PRODUCT_MANAGER', 'OPERATIONS', 'ADMIN']),
        -- The system that an import took it from, and its id there; null for our own.
        source text,
        source_id text,
        created_at timestamptz NOT NULL,
        CHECK ((email IS NULL) = (email_key IS NULL)),
        CHECK ((source IS NULL) = (source_id IS NULL)),
        CHECK (source IS NOT NULL OR (email IS NOT NULL AND display_name IS NOT NULL))
      );
      CREATE INDEX account_source ON account (source) WHERE source IS NOT NULL;

      -- Imported accounts have none.
      CREATE TABLE credential (
        account_id uuid PRIMARY KEY REFERENCES account ON DELETE CASCADE,
        -- argon2id, in the PHC string format: salt and parameters are inside.
        password_hash text NOT NULL,
        changed_at timestamptz NOT NULL
      );

      CREATE TABLE session (
        id uuid PRIMARY KEY,
        account_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
        created_at timestamptz NOT NULL,
        last_seen_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        ended_at timestamptz
      );
      CREATE INDEX session_account ON session (account_id, last_seen_at DESC);

      -- SHA-256 of each refresh token. Spent ones stay until they would have expired: one that comes back was stolen.
      CREATE TABLE refresh_token (
        hash bytea PRIMARY KEY CHECK (length(hash) = 32),
        session_id uuid NOT NULL REFERENCES session ON DELETE CASCADE,
        expires_at timestamptz NOT NULL,
        spent_at timestamptz
      );
      CREATE INDEX refresh_token_session ON refresh_token (session_id);

      -- By SHA-256 of the e-mail, known or not.
      CREATE TABLE login_attempt (
        email_hash bytea PRIMARY KEY CHECK (length(email_hash) = 32),
        failures integer NOT NULL CHECK (failures > 0),
        window_started_at timestamptz NOT NULL
      );
      CREATE INDEX login_attempt_window ON login_attempt (window_started_at);

      CREATE TABLE address (
        id uuid PRIMARY KEY,
        account_id uuid NOT NULL REFERENCES account ON DELETE CASCADE,
        recipient text,
        lines text[] NOT NULL,
        city text NOT NULL,
        region text,
        postal_code text NOT NULL,
        country_code text NOT NULL CHECK (country_code ~ '^[A-Z]{2}$'),
        is_imported boolean NOT NULL DEFAULT false,
        created_at timestamptz NOT NULL
      );
      CREATE INDEX address_account ON address (account_id, created_at DESC, id DESC);
      -- An import that is run again finds what it brought.
      CREATE UNIQUE INDEX address_imported ON address (account_id, city, coalesce(region, ''), postal_code, country_code) WHERE is_imported;

      CREATE TABLE wallet_balance (
        account_id uuid NOT NULL REFERENCES account,
        currency text NOT NULL,
        balance_minor bigint NOT NULL CONSTRAINT wallet_never_owes CHECK (balance_minor >= 0),
        PRIMARY KEY (account_id, currency)
      );

      -- Append-only: a balance is the sum of its entries.
      CREATE TABLE wallet_entry (
        id uuid PRIMARY KEY,
        account_id uuid NOT NULL,
        currency text NOT NULL,
        kind text NOT NULL CHECK (kind IN ('TOP_UP', 'DEBIT', 'REFUND')),
        amount_minor bigint NOT NULL CHECK (amount_minor <> 0 AND (amount_minor < 0) = (kind = 'DEBIT')),
        balance_minor bigint NOT NULL CHECK (balance_minor >= 0),
        -- The transaction that debited, or whose debit was given back.
        gid uuid CHECK ((gid IS NULL) = (kind = 'TOP_UP')),
        actor text NOT NULL,
        created_at timestamptz NOT NULL,
        FOREIGN KEY (account_id, currency) REFERENCES wallet_balance
      );
      CREATE INDEX wallet_entry_wallet ON wallet_entry (account_id, currency, created_at);
      CREATE UNIQUE INDEX wallet_entry_gid ON wallet_entry (gid, kind) WHERE gid IS NOT NULL;
      CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$;
      CREATE TRIGGER wallet_entry_append_only BEFORE UPDATE OR DELETE ON wallet_entry FOR EACH ROW EXECUTE FUNCTION refuse_change();

      CREATE TABLE idempotency_key (
        actor text NOT NULL,
        key text NOT NULL,
        request_hash bytea NOT NULL,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (actor, key)
      );
      CREATE INDEX idempotency_key_created ON idempotency_key (created_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE idempotency_key, wallet_entry, wallet_balance, address, login_attempt, refresh_token, session, credential, account; DROP FUNCTION refuse_change');
  }
}
