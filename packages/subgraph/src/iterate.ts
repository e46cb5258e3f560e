import { OperationalError } from '@souk/kernel';

/** Values that wait for a slow reader at most; then the subscription fails and the client comes back with what it saw last. */
const MAX_WAITING = 1_000;

export interface Sink<Value> {
  /** Hands one value on; ignored after the end. */
  push(value: Value): void;
  /** Ends after what waits was read. */
  end(): void;
  /** Ends with an error, after what waits was read. */
  fail(error: unknown): void;
}

/**
 * An async iterator that is pushed into, written by hand because an async generator's return() waits for a pending next().
 * `start` runs at once and gives back how to stop; that is called exactly once: when the reader returns, at the end, or after an error.
 * A reader that leaves more than 1,000 values waiting gets OperationalError SLOW_SUBSCRIBER.
 */
export const iterate = <Value>(start: (sink: Sink<Value>) => () => void): AsyncIterableIterator<Value> => {
  const waiting: Value[] = [];
  const readers: { resolve(result: IteratorResult<Value, undefined>): void; reject(error: unknown): void }[] = [];
  let end: { readonly error?: unknown; readonly isFailure: boolean } | undefined;
  let failureTold = false;
  let stop: () => void = () => undefined;

  const finish = (how: { readonly error?: unknown; readonly isFailure: boolean }): void => {
    if (end !== undefined) return;
    end = how;
    failureTold = how.isFailure && readers.length > 0; // readers wait only where no values do
    for (const [index, reader] of readers.splice(0).entries()) {
      if (how.isFailure && index === 0) reader.reject(how.error);
      else reader.resolve({ done: true, value: undefined });
    }
    stop();
  };
  const sink: Sink<Value> = {
    push: (value) => {
      if (end !== undefined) return;
      const reader = readers.shift();
      if (reader !== undefined) reader.resolve({ done: false, value });
      else if (waiting.length < MAX_WAITING) waiting.push(value);
      else finish({ error: new OperationalError('SLOW_SUBSCRIBER', `More than ${MAX_WAITING} events wait for a slow subscriber.`, true), isFailure: true });
    },
    end: () => finish({ isFailure: false }),
    fail: (error) => finish({ error, isFailure: true }),
  };

  // A source may end while it starts; then it is stopped as soon as it has said how.
  const stopSource = start(sink);
  if (end === undefined) stop = stopSource;
  else stopSource();

  return {
    next: () => {
      const value = waiting.shift();
      if (value !== undefined) return Promise.resolve({ done: false, value });
      if (end === undefined) return new Promise((resolve, reject) => readers.push({ resolve, reject }));
      if (!end.isFailure || failureTold) return Promise.resolve({ done: true, value: undefined });
      failureTold = true;
      return Promise.reject(end.error as Error);
    },
    return: () => {
      waiting.length = 0;
      finish({ isFailure: false });
      return Promise.resolve({ done: true, value: undefined });
    },
    throw: (error: unknown) => {
      waiting.length = 0;
      finish({ isFailure: false });
      return Promise.reject(error as Error);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
};
