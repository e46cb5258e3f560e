import { ImportError } from '../import-error.js';
import { MAX_IN_FLIGHT } from '../souk-client.js';
import { type ImportOptions } from './import-options.js';

/** Facts that travel together: enough to be fast, few enough that a transaction on the other side ends within a second. */
const BATCH_SIZE = 500;

interface Batch<Fact> {
  /** Adds a fact that stands for that many rows; sends the batch when it is full. */
  readonly add: (fact: Fact, rows: number) => Promise<void>;
  /** Sends what is left. */
  readonly flush: () => Promise<void>;
}

export interface Sender {
  /** Collects facts of one kind; `operation` is the import mutation that takes them. */
  readonly batch: <Fact>(stage: string, operation: string, inputOf: (facts: readonly Fact[]) => object) => Batch<Fact>;
  /** Resolves when everything sent was answered. */
  readonly drained: () => Promise<void>;
  readonly counts: () => { readonly inserted: number; readonly unchanged: number };
}

interface ImportAnswer {
  readonly result: { readonly __typename: string; readonly inserted?: number; readonly unchanged?: number; readonly message?: string } | null;
}

/** Sends batches, a few at once, and adds up what came of them; the first failure ends all. */
export const createSender = ({ client, progress, signal }: ImportOptions): Sender => {
  const inFlight = new Set<Promise<void>>();
  let failure: unknown;
  let inserted = 0;
  let unchanged = 0;

  const settle = async (stage: string, operation: string, input: object, rows: number): Promise<void> => {
    try {
      const { result } = await client.send<ImportAnswer>(operation, { input });
      if (result?.__typename !== 'ImportSuccess') throw new ImportError(`a batch of ${stage} was refused: ${result?.message ?? 'no answer'}`);
      inserted += result.inserted ?? 0;
      unchanged += result.unchanged ?? 0;
      progress.advance(rows, stage);
    } catch (error) {
      failure ??= error;
    }
  };

  const send = async (stage: string, operation: string, input: object, rows: number): Promise<void> => {
    while (inFlight.size >= MAX_IN_FLIGHT) await Promise.race(inFlight);
    if (failure) throw failure;
    if (signal.aborted) return;
    const sending = settle(stage, operation, input, rows).finally(() => inFlight.delete(sending));
    inFlight.add(sending);
  };

  const drained = async (): Promise<void> => {
    await Promise.all(inFlight);
    if (failure) throw failure;
  };

  return {
    batch: <Fact>(stage: string, operation: string, inputOf: (facts: readonly Fact[]) => object): Batch<Fact> => {
      let facts: Fact[] = [];
      let rows = 0;
      const flush = async (): Promise<void> => {
        if (facts.length === 0) return;
        const input = inputOf(facts);
        const sent = rows;
        facts = [];
        rows = 0;
        await send(stage, operation, input, sent);
      };
      return {
        flush,
        add: async (fact, factRows) => {
          facts.push(fact);
          rows += factRows;
          if (facts.length >= BATCH_SIZE) await flush();
        },
      };
    },
    drained,
    counts: () => ({ inserted, unchanged }),
  };
};
