import { OperationalError } from './errors.js';
import { systemRandom, type Random } from './random.js';

/** Resolves after that many milliseconds, or at once when the signal aborts. */
export const sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const finish = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', finish);
      resolve();
    };
    const timer = setTimeout(finish, ms);
    signal?.addEventListener('abort', finish, { once: true });
  });

/** The promise's outcome, or OperationalError DEADLINE_EXCEEDED after that many milliseconds. The work itself goes on: pass it a signal where it can stop. */
export const withDeadline = async <T>(work: Promise<T>, deadlineMs: number, what: string): Promise<T> => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new OperationalError('DEADLINE_EXCEEDED', `${what} took longer than ${deadlineMs} ms.`, true)), deadlineMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
};

export interface RetryOptions {
  /** Tries in all, the first included. */
  readonly attempts: number;
  /** Wait before the second try; doubles from there, times a random factor of 0.5 to 1. */
  readonly baseMs: number;
  readonly maxMs: number;
  readonly isRetryable: (error: unknown) => boolean;
  readonly random?: Random;
  readonly signal?: AbortSignal;
}

/** Runs the work again while it fails retryably (exponential back-off with jitter); the last error is thrown as it is. Only for idempotent work. */
export const retry = async <T>(work: (attempt: number) => Promise<T>, { attempts, baseMs, maxMs, isRetryable, random = systemRandom, signal }: RetryOptions): Promise<T> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work(attempt);
    } catch (error) {
      if (attempt >= attempts || signal?.aborted || !isRetryable(error)) throw error;
      await sleep(Math.min(maxMs, baseMs * 2 ** (attempt - 1)) * (0.5 + random() / 2), signal);
    }
  }
};
