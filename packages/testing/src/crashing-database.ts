import { type Database } from '@souk/persistence';

/** Thrown where a process is said to have died. */
class Crash extends Error {
  override readonly name = 'Crash';
}

/**
 * The same database as seen by a process that dies at its n-th write: just before it, or just after its commit, when the
 * process never learns that it happened. From then on it reads and writes nothing.
 */
export const crashingDatabase = (database: Database, atWrite: number, moment: 'before' | 'after'): Database & { readonly hasCrashed: boolean } => {
  let writes = 0;
  let crashed = false;
  const guard = async <T>(isWrite: boolean, work: () => Promise<T>): Promise<T> => {
    if (crashed) throw new Crash('the process is gone');
    if (!isWrite || (writes += 1) < atWrite) return work();
    crashed = true;
    if (moment === 'after') await work();
    throw new Crash(`the process died ${moment} write ${atWrite}`);
  };
  return {
    name: database.name,
    source: database.source,
    statements: database.statements,
    get hasCrashed() { return crashed; },
    query: (sql, parameters) => guard(!sql.trimStart().startsWith('SELECT'), () => database.query(sql, parameters)),
    queryInBackground: (sql, parameters) => guard(!sql.trimStart().startsWith('SELECT'), () => database.queryInBackground(sql, parameters)),
    transaction: (work) => guard(true, () => database.transaction(work)),
    onCommit: (listener) => database.onCommit(listener),
    runExclusively: (name, signal, work) => database.runExclusively(name, signal, work),
    ping: (deadlineMs) => database.ping(deadlineMs),
    close: () => Promise.resolve(),
  };
};
