import { type Pool } from 'pg';
import { type DataSource } from 'typeorm';

/**
 * Gives every connection of the pool a listener for errors. The pool has one while a connection is idle, TypeORM while it is in use;
 * between the two there is none, and a server that ends a connection in the very packet that opened it would end this process.
 * There is nothing to do here: the query that comes next fails, and the pool replaces the connection.
 */
export const hearErrors = (source: DataSource): void => {
  const { master } = source.driver as unknown as { readonly master: Pool };
  master.on('connect', (client) => client.on('error', () => undefined));
};
