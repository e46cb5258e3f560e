import { OperationalError, sleep } from '@souk/kernel';
import { type DataSource } from 'typeorm';
import { isUnreachable, messageOf } from './database-errors.js';

/** Wait between two tries to connect, in milliseconds. */
const RETRY_MS = 250;

/**
 * Opens the pool; while the server refuses, starts or does not resolve yet, tries again until the deadline.
 * Throws OperationalError DATABASE_UNAVAILABLE with one line that names host and database, never the password;
 * at once where waiting cannot help (a wrong password, no such database).
 */
export const connect = async (source: DataSource, url: string, deadlineMs: number): Promise<void> => {
  const startedMs = performance.now();
  for (;;) {
    try {
      await source.initialize();
      return;
    } catch (error) {
      const isLate = performance.now() - startedMs + RETRY_MS > deadlineMs;
      if (isLate || !isUnreachable(error)) throw unavailable(url, error, isLate ? ` within ${deadlineMs / 1_000} s` : '');
      await sleep(RETRY_MS);
    }
  }
};

const unavailable = (url: string, error: unknown, within: string): OperationalError =>
  new OperationalError('DATABASE_UNAVAILABLE', `Cannot open ${placeOf(url)}${within}: ${messageOf(error)}`, true, { cause: error });

const placeOf = (url: string): string => {
  if (!URL.canParse(url)) return 'the database (its URL cannot be read)';
  const { host, pathname } = new URL(url);
  return `database '${decodeURIComponent(pathname.slice(1))}' at ${host}`;
};
