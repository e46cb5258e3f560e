import { writeFileSync } from 'node:fs';

/** What a client asked for, or a nemesis did; `keys` are what it touched: SKUs' variants, orders, idempotency keys. */
interface Entry {
  /** Milliseconds since the run began. */
  readonly at: number;
  /** A client's, or a nemesis's, name. */
  readonly process: string;
  /** e.g. checkout, reserve, kill. */
  readonly operation: string;
  /** Joins an operation's records. */
  readonly id: number;
  readonly keys: readonly string[];
  readonly details: Readonly<Record<string, unknown>>;
}

/** `ok` and `fail` are certain; of an `unknown` one nobody knows whether it happened. `strike` and `heal` are a nemesis's. */
export type HistoryRecord = Entry & { readonly type: 'invoke' | 'ok' | 'fail' | 'unknown' | 'strike' | 'heal' };

/** One operation that has begun. */
export interface Invocation {
  readonly id: number;
  end(type: 'ok' | 'fail' | 'unknown' | 'heal', details?: Readonly<Record<string, unknown>>, keys?: readonly string[]): void;
}

/** What clients saw and nemeses did, in the order of time. */
export class History {
  readonly #records: HistoryRecord[] = [];
  readonly #startedMs = performance.now();
  #nextId = 1;

  get records(): readonly HistoryRecord[] {
    return this.#records;
  }

  /** Milliseconds since the run began. */
  now(): number {
    return performance.now() - this.#startedMs;
  }

  begin(process: string, operation: string, keys: readonly string[], details: Readonly<Record<string, unknown>> = {}, type: 'invoke' | 'strike' = 'invoke'): Invocation {
    const entry = { process, operation, id: this.#nextId, keys };
    this.#nextId += 1;
    this.#records.push({ type, at: this.now(), ...entry, details });
    return {
      id: entry.id,
      end: (ended, more = {}, moreKeys = []) => void this.#records.push({ type: ended, at: this.now(), ...entry, keys: [...keys, ...moreKeys], details: more }),
    };
  }

  /** One JSON document per line. */
  write(file: string): void {
    writeFileSync(file, this.#records.map((record) => `${JSON.stringify(record)}\n`).join(''));
  }
}
