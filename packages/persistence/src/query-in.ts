import { assertInvariant } from '@souk/kernel';
import { type EntityManager } from 'typeorm';

/**
 * Raw SQL on the transaction's own connection: the rows of a SELECT or of a RETURNING clause (TypeORM's own `query`
 * gives a pair for UPDATE and DELETE). int8 arrives as a safe number, timestamptz as Date. Throws TypeORM's QueryFailedError.
 */
export const queryIn = async <Row>(tx: EntityManager, sql: string, parameters: readonly unknown[] = []): Promise<readonly Row[]> => {
  assertInvariant(tx.queryRunner?.isTransactionActive, 'queryIn is called with the open transaction that database.transaction passes to its work');
  const result = await tx.queryRunner.query(sql, [...parameters], true);
  return result.records as Row[];
};
