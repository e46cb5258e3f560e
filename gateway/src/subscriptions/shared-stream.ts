import { type Caller } from '../execution/caller.js';
import { type OperationRequest } from '../execution/operation.js';
import { Broadcast, type Cursor, type BroadcastContext, type BroadcastSource } from './broadcast.js';
import { type Subscriber } from './subscriber.js';

/** Who asked for a stream first: what a reload plans anew. */
export interface StreamOrigin {
  readonly request: OperationRequest;
  readonly caller: Caller;
}

/**
 * Everybody who asks the same. One broadcast serves them all; a client that begins before what its ring holds has a broadcast of its own
 * until that has said something which the first one holds as well, and then moves over: nothing is missed, nothing comes twice.
 */
export class SharedStream {
  readonly #broadcasts: Broadcast[] = [];

  /** Under which others find it, while they may. */
  key: string | undefined;

  constructor(readonly origin: StreamOrigin, private readonly context: BroadcastContext, private readonly onClosed: (stream: SharedStream) => void) {}

  /** Whether a client that begins there needs no further upstream. */
  covers(cursor: Cursor): boolean {
    return this.#broadcasts.some((broadcast) => broadcast.covers(cursor));
  }

  /** The subscriber's first answers may come before this returns. */
  join(subscriber: Subscriber, source: BroadcastSource, cursor: Cursor): void {
    if (typeof cursor === 'number') subscriber.after = cursor;
    const broadcast = this.#broadcasts.find((candidate) => candidate.covers(cursor)) ?? this.#open(source, cursor);
    broadcast.add(subscriber);
  }

  /** Each broadcast goes on with what a new supergraph made of the operation. */
  replaceSource(source: BroadcastSource): void {
    for (const broadcast of [...this.#broadcasts]) broadcast.replaceSource(source);
  }

  end(...[errors]: Parameters<Broadcast['end']>): void {
    for (const broadcast of [...this.#broadcasts]) broadcast.end(errors);
  }

  #open(source: BroadcastSource, start: Cursor): Broadcast {
    const broadcast = new Broadcast({
      ...this.context, source, start, caller: this.origin.caller,
      onPushed: (pushed) => this.#mergeInto(this.#broadcasts[0], pushed),
      onClosed: (closed) => {
        this.#broadcasts.splice(this.#broadcasts.indexOf(closed), 1);
        this.context.stats.streams -= 1;
        if (this.#broadcasts.length === 0) this.onClosed(this);
      },
    });
    this.#broadcasts.push(broadcast);
    this.context.stats.streams += 1;
    return broadcast;
  }

  #mergeInto(first: Broadcast | undefined, pushed: Broadcast): void {
    const { lastSequence } = pushed;
    if (first === undefined || first === pushed || lastSequence === undefined || !first.covers(lastSequence)) return;
    pushed.moveTo(first);
  }
}
