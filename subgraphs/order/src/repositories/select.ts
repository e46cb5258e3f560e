import { assertInvariant } from '@souk/kernel';
import { type Database, type EntityClass, type Transaction } from '@souk/persistence';

/** `t.placed_at AS "placedAt", …`: all columns of an entity, so that rows of raw SQL have its properties. */
export const columnsOf = (database: Pick<Database, 'source'>, entity: EntityClass, alias: string): string =>
  database.source.getMetadata(entity).columns.map(({ databaseName, propertyName }) => `${alias}.${databaseName} AS "${propertyName}"`).join(', ');

/** Rows whose column is one of these values, in that order; one statement, whatever their number. */
export const selectWhere = <Row>(database: Database, entity: EntityClass, property: string, values: readonly string[], order: string): Promise<readonly Row[]> => {
  const { tableName, columns } = database.source.getMetadata(entity);
  const column = columns.find(({ propertyName }) => propertyName === property);
  assertInvariant(column !== undefined, `${tableName} has a column for ${property}`);
  return database.query<Row>(`SELECT ${columnsOf(database, entity, 't')} FROM ${tableName} t WHERE t.${column.databaseName} = ANY($1::${String(column.type)}[]) ORDER BY ${order}`, [values]);
};

/** What both a transaction and the database itself can read entities with. */
export type Reader = Pick<Transaction, 'query' | 'connection'>;

/** Rows of an entity's table `t`; `tail` is what follows FROM. Raw SQL: TypeORM's own finders cost more than the statement. */
export const select = async <Row>(reader: Reader, entity: EntityClass, tail: string, parameters: readonly unknown[]): Promise<readonly Row[]> =>
  (await reader.query(`SELECT ${columnsOf({ source: reader.connection }, entity, 't')} FROM ${reader.connection.getMetadata(entity).tableName} t ${tail}`, [...parameters])) as Row[];
