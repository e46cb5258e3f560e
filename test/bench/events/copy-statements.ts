import { type Database } from '@souk/persistence';

interface CopyConnection {
  query(statement: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
}

/** Receives what COPY … TO STDOUT delivers and throws it away: all that PostgreSQL and the wire can do. */
export const drainCopy = (database: Database, statement: string): Promise<void> => run(database, (done, fail) => new Copy(statement, undefined, done, fail));

/** Sends those lines to COPY … FROM STDIN. */
export const sendCopy = (database: Database, statement: string, lines: Buffer): Promise<void> => run(database, (done, fail) => new Copy(statement, lines, done, fail));

const run = async (database: Database, make: (done: () => void, fail: (error: Error) => void) => Copy): Promise<void> => {
  const runner = database.source.createQueryRunner();
  try {
    const client = (await runner.connect()) as { query(copy: Copy): void };
    await new Promise<void>((resolve, reject) => client.query(make(resolve, reject)));
  } finally {
    await runner.release();
  }
};

/** A COPY as node-postgres runs a statement of one's own. */
class Copy {
  constructor(private readonly statement: string, private readonly lines: Buffer | undefined, private readonly done: () => void, private readonly fail: (error: Error) => void) {}

  submit(connection: CopyConnection): void {
    connection.query(this.statement);
  }

  handleCopyInResponse(connection: CopyConnection): void {
    if (this.lines !== undefined) connection.sendCopyFromChunk(this.lines);
    connection.endCopyFrom();
  }

  handleCopyData(): void {
    // Drained.
  }

  handleCommandComplete(): void {
    // The end is handleReadyForQuery.
  }

  handleReadyForQuery(): void {
    this.done();
  }

  handleError(error: Error): void {
    this.fail(error);
  }
}
