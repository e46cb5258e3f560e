import { type ExecutionResult } from 'graphql';

/**
 * Executes a subscription's operation once per event of its source. For one reader, who asks for the next result after the last one.
 * `return` answers at once, and so does a `next` that waits, even where the source's own `return` waits for its next event. Aborts `gone` at the end, however it comes.
 */
export const eachExecuted = (source: AsyncIterator<unknown>, gone: AbortController, run: (event: unknown) => Promise<ExecutionResult>): AsyncIterableIterator<ExecutionResult> => {
  const ended: IteratorResult<ExecutionResult, undefined> = { done: true, value: undefined };
  let wakeReader = (): void => undefined;
  gone.signal.addEventListener('abort', () => wakeReader(), { once: true });
  /** No Promise.race with a promise that lives as long as the subscription: that would remember every event. */
  const nextEvent = (): Promise<IteratorResult<unknown, unknown>> =>
    new Promise((resolve, reject) => {
      wakeReader = () => resolve(ended);
      if (gone.signal.aborted) wakeReader();
      else source.next().then(resolve, reject);
    });
  const leave = (): void => {
    gone.abort();
    source.return?.().catch(() => undefined); // its reader is gone: there is nobody left to tell
  };
  return {
    next: async () => {
      try {
        const event = await nextEvent();
        if (event.done !== true) return { done: false, value: await run(event.value) };
      } catch (error) {
        gone.abort();
        throw error;
      }
      gone.abort();
      return ended;
    },
    return: () => {
      leave();
      return Promise.resolve(ended);
    },
    throw: (error: unknown) => {
      leave();
      return Promise.reject(error as Error);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
};
