import { sleep } from '@souk/kernel';
import { UnknownOutcomeError } from '@souk/transactions';
import { COUNTERS, openTallyBooks, type TallyUrls } from '../clients/tally-books.js';
import { diceOf } from '../dice.js';

/** A process that counts by Percolator transactions until SIGTERM, and tells its parent of each. One of several: each hands itself timestamps from the same database. */

/** Counts at the same time, in one process. */
const HANDS = 2;
const THINK_MS = [40, 160] as const;
/** Between reading and writing. */
const HESITATION_MS = [0, 20] as const;

/** What the parent hears: an operation's beginning and, under the same id, its end. */
export interface TallyMessage {
  readonly id: string;
  readonly counter: string;
  readonly type: 'invoke' | 'ok' | 'fail' | 'unknown';
  readonly error?: string;
}

const stopping = new AbortController();
process.once('SIGTERM', () => stopping.abort());

const tell = (message: TallyMessage): void => void process.send?.(message);

const books = await openTallyBooks(JSON.parse(process.env['TALLY_URLS'] ?? '') as TallyUrls);
const name = process.env['TALLY_NAME'] ?? '';

const countOn = async (hand: number): Promise<void> => {
  const dice = diceOf(Number(process.env['TALLY_SEED']), `${name} ${hand}`);
  for (let turn = 1; !stopping.signal.aborted; turn += 1) {
    const [id, counter] = [`${name} ${hand} ${turn}`, dice.pick(COUNTERS)];
    tell({ id, counter, type: 'invoke' });
    try {
      await books.count(counter, () => sleep(dice.between(...HESITATION_MS)));
      tell({ id, counter, type: 'ok' });
    } catch (error) {
      // Whatever is no unknown outcome was rolled back, or never written.
      tell({ id, counter, type: error instanceof UnknownOutcomeError ? 'unknown' : 'fail', error: String(error).slice(0, 200) });
    }
    await sleep(dice.between(...THINK_MS), stopping.signal);
  }
};

await Promise.all(Array.from({ length: HANDS }, (_nothing, hand) => countOn(hand)));
await books.close();
process.disconnect();
