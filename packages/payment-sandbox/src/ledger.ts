import { open, readFile, type FileHandle } from 'node:fs/promises';
import { ledgerEntry, type LedgerEntry } from './ledger-entry.js';

/** Every entry of a ledger file, in order; none where the file is missing. A last line without its line end was never acknowledged and is left out. */
export const readLedger = async (file: string): Promise<readonly LedgerEntry[]> => parseLines(await readDurable(file), file);

/** Opens the ledger for appending, made if missing; a torn last line is cut off. */
export const openLedger = async (file: string): Promise<Ledger> => {
  const text = await readDurable(file);
  const entries = parseLines(text, file);
  const handle = await open(file, 'a');
  await handle.truncate(Buffer.byteLength(text));
  return new Ledger(handle, entries);
};

/** An append-only file of JSON lines. */
export class Ledger {
  #pending: string[] = [];
  #flushing: Promise<void> = Promise.resolve();

  constructor(private readonly handle: FileHandle, readonly entries: readonly LedgerEntry[]) {}

  /** Resolves when the entry is on the disk. Appends that wait at the same time share one fsync. A failed write fails every later one: what the file holds is unknown then. */
  append(entry: LedgerEntry): Promise<void> {
    this.#pending.push(`${JSON.stringify(entry)}\n`);
    this.#flushing = this.#flushing.then(() => this.#flush());
    return this.#flushing;
  }

  /** Resolves when everything appended so far is on the disk. */
  settled(): Promise<void> {
    return this.#flushing;
  }

  async close(): Promise<void> {
    await this.#flushing.catch(() => undefined);
    await this.handle.close();
  }

  async #flush(): Promise<void> {
    const lines = this.#pending.splice(0);
    if (lines.length === 0) return;
    await this.handle.write(lines.join(''));
    await this.handle.datasync();
  }
}

const readDurable = async (file: string): Promise<string> => {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  return text.slice(0, text.lastIndexOf('\n') + 1);
};

const parseLines = (text: string, file: string): readonly LedgerEntry[] =>
  text.split('\n').filter((line) => line !== '').map((line, index) => {
    try {
      return ledgerEntry.parse(JSON.parse(line));
    } catch (error) {
      throw new Error(`${file}:${index + 1} is not a ledger entry; repair the file or start with an empty one`, { cause: error });
    }
  });
