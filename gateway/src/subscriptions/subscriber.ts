import { type GraphQLFormattedError } from 'graphql';
import { type Answer } from '../execution/answer.js';
import { type PushedAnswer } from './pushed-answer.js';

/** Where a subscriber gets its answers from. */
export interface Seat {
  remove(subscriber: Subscriber): void;
}

/** One operation of one client, as the stream behind it sees it. None of its methods throws or waits. */
export abstract class Subscriber {
  /** Where it sits now; it moves when it has caught up with the shared stream. */
  seat: Seat | undefined;
  /** The last sequence number that its client has. */
  after = Number.NEGATIVE_INFINITY;
  #isOver = false;

  /** Its client has left, or has been told the end: nothing reaches it any more. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** One more answer of a stream that goes on. A client that is too far behind is told so and is over. */
  abstract push(answer: PushedAnswer): void;
  /** The whole answer of an operation that has one (or none, where it was refused), and its end. */
  abstract answer(answer: Answer): void;
  /** The end of a stream; errors are a last answer before it. */
  abstract end(errors?: readonly GraphQLFormattedError[]): void;

  /** Gives up its seat. True the first time. Idempotent. */
  leave(): boolean {
    if (this.#isOver) return false;
    this.#isOver = true;
    this.seat?.remove(this);
    this.seat = undefined;
    return true;
  }
}
