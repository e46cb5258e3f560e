import { type GraphQLFormattedError } from 'graphql';
import { AnswerRing, type RingBudget } from './answer-ring.js';
import { type PushedAnswer } from './pushed-answer.js';
import { type Seat, type Subscriber } from './subscriber.js';
import { type SubscriptionStats } from './subscription-stats.js';

/** Clients that are written to before others have their turn. */
const CLIENTS_PER_TURN = 1_000;

/** Everybody who gets the answers of one broadcast, and what of them is kept for those who come later. */
export class Audience {
  readonly #subscribers = new Set<Subscriber>();
  readonly #ring: AnswerRing;
  /** Everything after this sequence number is in the ring or still to come; undefined while nobody knows where the subgraph begins. */
  #floor: number | undefined;
  #lastSequence: number | undefined;

  /** `start`: the sequence number after which the broadcast begins, where it is known. */
  constructor(budget: RingBudget, private readonly stats: SubscriptionStats, start: number | undefined) {
    this.#ring = new AnswerRing(budget);
    this.#floor = this.#lastSequence = start;
  }

  get isEmpty(): boolean {
    return this.#subscribers.size === 0;
  }

  /** Everything up to that has been pushed; undefined before the first numbered answer. */
  get lastSequence(): number | undefined {
    return this.#lastSequence;
  }

  /** Whether what came after that sequence number is still there. */
  covers(sequence: number): boolean {
    return this.#floor !== undefined && this.#floor <= sequence;
  }

  /** What is missing comes from the ring at once, then it is live. */
  add(subscriber: Subscriber, seat: Seat): void {
    subscriber.seat = seat;
    this.#subscribers.add(subscriber);
    for (const answer of this.#ring.after(subscriber.after)) this.#give(subscriber, answer);
  }

  remove(subscriber: Subscriber): boolean {
    return this.#subscribers.delete(subscriber);
  }

  /** Nobody stays. */
  leaveAll(): readonly Subscriber[] {
    const all = [...this.#subscribers];
    this.#subscribers.clear();
    return all;
  }

  /** Writes the answer to everybody. What is not kept, and what came before it, a late joiner asks the subgraph for. */
  async push(answer: PushedAnswer, isKept: boolean): Promise<void> {
    this.#remember(answer, isKept);
    let written = 0;
    // Whoever joins meanwhile has this answer from the ring already: `after` says so.
    for (const subscriber of this.#subscribers) {
      this.#give(subscriber, answer);
      written += 1;
      if (written % CLIENTS_PER_TURN === 0) await new Promise((resolve) => setImmediate(resolve));
    }
  }

  end(errors?: readonly GraphQLFormattedError[]): void {
    for (const subscriber of this.leaveAll()) subscriber.end(errors);
  }

  forget(): void {
    this.#ring.clear();
  }

  #remember(answer: PushedAnswer, isKept: boolean): void {
    const { sequence } = answer;
    if (sequence === undefined) return;
    this.#lastSequence = sequence;
    if (isKept) this.#floor = this.#ring.add(answer) ?? this.#floor ?? sequence - 1;
    else {
      this.#ring.clear();
      this.#floor = sequence;
    }
  }

  #give(subscriber: Subscriber, answer: PushedAnswer): void {
    if (subscriber.isOver) return;
    if (answer.sequence !== undefined) {
      if (answer.sequence <= subscriber.after) return;
      subscriber.after = answer.sequence;
    }
    this.stats.deliveries += 1;
    subscriber.push(answer);
  }
}
