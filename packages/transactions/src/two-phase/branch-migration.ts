import { type MigrationInterface, type QueryRunner } from 'typeorm';

/**
 * The votes of branches that are prepared and not ended. A row is written behind the prepared transaction, by the statement after it;
 * `pre_committed_at` is of three-phase commit alone.
 */
class BranchVote1795305600010 implements MigrationInterface {
  readonly name = 'BranchVote1795305600010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE branch_vote (
        gid uuid NOT NULL,
        branch text NOT NULL,
        result jsonb NOT NULL,
        pre_committed_at timestamptz,
        PRIMARY KEY (gid, branch)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE branch_vote');
  }
}

/** Makes the table that a `Participant` needs, beside `barrierMigration`'s. */
export const branchMigration = BranchVote1795305600010;
