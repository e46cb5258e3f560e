import { type Database } from '@souk/persistence';

/** What node-postgres lets a statement of one's own do. */
interface CopyConnection {
  query(statement: string): void;
}

/** A line in two parts: whoever keeps a piece of a string keeps all of it alive, and the last field may be long. */
export interface CopyLine {
  /** All fields but the last, each with the tab that ends it. */
  readonly fields: string;
  /** The last field, with the line feed. */
  readonly last: string;
}

/** A connection on which COPY … TO STDOUT runs, one after another; `close` gives it back to the pool. */
export interface CopyReader {
  /** The lines of the answer in COPY's text format. Rejects with node-postgres' error. */
  read(statement: string): Promise<readonly CopyLine[]>;
  close(): Promise<void>;
}

/** Takes one connection of the pool. COPY has no parameters: whoever writes a statement answers for what is in it. */
export const openCopyReader = async (database: Database): Promise<CopyReader> => {
  const runner = database.source.createQueryRunner();
  const client = (await runner.connect()) as { query(statement: CopyOut): void };
  return {
    read: (statement) => new Promise((resolve, reject) => client.query(new CopyOut(statement, resolve, reject))),
    close: () => runner.release(),
  };
};

const TAB = 9;

/** A statement as node-postgres runs it: it parses no fields and no types, which costs more than all the rest of a large read. */
class CopyOut {
  private readonly lines: CopyLine[] = [];

  constructor(private readonly statement: string, private readonly resolve: (lines: readonly CopyLine[]) => void, private readonly reject: (error: Error) => void) {}

  submit(connection: CopyConnection): void {
    connection.query(this.statement);
  }

  handleCopyData({ chunk }: { readonly chunk: Buffer }): void {
    // Decoded at once: the chunk's memory is that of the next one too.
    const end = chunk.lastIndexOf(TAB) + 1;
    this.lines.push({ fields: chunk.toString('utf8', 0, end), last: chunk.toString('utf8', end) });
  }

  handleCommandComplete(): void {
    // The end is handleReadyForQuery, when the connection is free again.
  }

  handleReadyForQuery(): void {
    this.resolve(this.lines);
  }

  handleError(error: Error): void {
    this.reject(error);
  }
}
