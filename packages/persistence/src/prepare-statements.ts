import { type Pool, type PoolClient } from 'pg';
import { type DataSource } from 'typeorm';

/** A text is prepared from this use on: what is sent once or twice would be planned for nobody. */
const PREPARED_FROM_USE = 3;
/** Prepared texts of one pool: each connection keeps a plan for each. */
const MAX_PREPARED = 200;
/** Texts whose uses are counted; then counting begins anew. */
const MAX_COUNTED = 2_000;

type Send = (...statement: readonly unknown[]) => unknown;

/**
 * From here on the server parses and plans a parameterised statement once per connection, not once per use: half of what our small statements cost it.
 * Where connections are shared by a proxy, it has to know prepared statements (PgBouncer from 1.21, `max_prepared_statements`).
 */
export const prepareStatements = (source: DataSource): void => {
  const { master } = source.driver as unknown as { readonly master: Pool };
  const names = new Map<string, string>();
  const uses = new Map<string, number>();
  const nameOf = (text: string): string | undefined => {
    const known = names.get(text);
    if (known !== undefined || names.size === MAX_PREPARED) return known;
    const count = (uses.get(text) ?? 0) + 1;
    if (count < PREPARED_FROM_USE) {
      if (uses.size === MAX_COUNTED) uses.clear();
      uses.set(text, count);
      return undefined;
    }
    uses.delete(text);
    const name = `souk_${names.size}`;
    names.set(text, name);
    return name;
  };
  const prepare = (client: PoolClient): void => {
    const send = client.query.bind(client) as Send;
    const query: Send = (text, values, ...rest) => {
      const name = typeof text === 'string' && Array.isArray(values) && values.length > 0 ? nameOf(text) : undefined;
      return name === undefined ? send(text, values, ...rest) : send({ name, text, values }, ...rest);
    };
    Object.assign(client, { query });
  };
  const prepared = new WeakSet<PoolClient>();
  // Not at 'connect': the pool's first connection was there before this listener.
  master.on('acquire', (client) => {
    if (prepared.has(client)) return;
    prepared.add(client);
    prepare(client);
  });
};
