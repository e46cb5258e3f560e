import pg from 'pg';

const STATEMENT_TIMEOUT_MS = 15_000;
/** pg_type's oid. */
const INT8 = 20;

/** All connections are opened when they are first needed, and stay. int8 is read as a number. */
export const openPool = (url: string, connections: number): pg.Pool =>
  new pg.Pool({
    connectionString: url, max: connections, min: connections, statement_timeout: STATEMENT_TIMEOUT_MS,
    types: { getTypeParser: ((oid: number, format?: 'text') => (oid === INT8 ? Number : pg.types.getTypeParser(oid, format))) as typeof pg.types.getTypeParser },
  });
