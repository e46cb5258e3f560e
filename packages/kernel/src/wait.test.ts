import { describe, expect, it } from '@jest/globals';
import { retry, sleep, withDeadline } from './wait.js';

const options = { attempts: 3, baseMs: 1, maxMs: 2, isRetryable: () => true, random: () => 0 };

describe('waiting', () => {
  it('tries again until it works', async () => {
    let tries = 0;
    await expect(retry(async () => { tries += 1; if (tries < 3) throw new Error('not yet'); return tries; }, options)).resolves.toBe(3);
  });

  it('gives up after the named number of attempts, with the last error', async () => {
    let tries = 0;
    await expect(retry(async () => { tries += 1; throw new Error(`try ${tries}`); }, options)).rejects.toThrow('try 3');
  });

  it('does not repeat what must not be repeated', async () => {
    let tries = 0;
    await expect(retry(async () => { tries += 1; throw new Error('final'); }, { ...options, isRetryable: () => false })).rejects.toThrow('final');
    expect(tries).toBe(1);
  });

  it('ends a wait when the signal does', async () => {
    const stop = new AbortController();
    const waiting = sleep(60_000, stop.signal);
    stop.abort();
    await waiting;
  });

  it('says what took too long', async () => {
    await expect(withDeadline(new Promise(() => undefined), 5, 'the catalog')).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED', message: 'the catalog took longer than 5 ms.' });
  });
});
