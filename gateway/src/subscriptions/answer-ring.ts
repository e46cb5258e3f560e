import { type PushedAnswer } from './pushed-answer.js';

/** Recent answers of one stream that are kept for late joiners: how many, and how many bytes. */
const MAX_ANSWERS = 128;
const MAX_BYTES = 256 * 1024;
/** Bytes that the rings of a process keep together; beyond them a ring that grows keeps its last answer only. */
const MAX_BYTES_OF_ALL = 64 * 1024 * 1024;

/** Counts what all rings of a process keep. */
export class RingBudget {
  usedBytes = 0;

  constructor(readonly maxBytes = MAX_BYTES_OF_ALL) {}
}

/** The last answers of a stream, by ascending sequence number. */
export class AnswerRing {
  readonly #answers: PushedAnswer[] = [];
  #bytes = 0;

  constructor(private readonly budget: RingBudget) {}

  /** Keeps the answer, whose sequence number is above all before it. Returns the sequence number of the last answer that had to go for it. */
  add(answer: PushedAnswer): number | undefined {
    this.#answers.push(answer);
    this.#account(answer.body.length);
    let evicted: number | undefined;
    while (this.#answers.length > 1 && (this.#answers.length > MAX_ANSWERS || this.#bytes > MAX_BYTES || this.budget.usedBytes > this.budget.maxBytes)) {
      const oldest = this.#answers.shift();
      if (oldest === undefined) break;
      this.#account(-oldest.body.length);
      evicted = oldest.sequence;
    }
    return evicted;
  }

  /** What came after that sequence number and is still kept. */
  after(sequence: number): readonly PushedAnswer[] {
    const first = this.#answers.findIndex((answer) => answer.sequence !== undefined && answer.sequence > sequence);
    return first === -1 ? [] : this.#answers.slice(first);
  }

  clear(): void {
    this.#answers.length = 0;
    this.#account(-this.#bytes);
  }

  #account(bytes: number): void {
    this.#bytes += bytes;
    this.budget.usedBytes += bytes;
  }
}
