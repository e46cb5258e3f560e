import { createServer } from 'node:net';
import { sleep } from '@souk/kernel';

const POLL_MS = 50;

/** Resolves once the condition holds; throws when it does not within the time, with what it threw last. */
export const waitFor = async (what: string, condition: () => Promise<boolean>, timeoutMs: number): Promise<void> => {
  const deadline = performance.now() + timeoutMs;
  let cause: unknown;
  while (!(await condition().catch((error: unknown) => {
    cause = error;
    return false;
  }))) {
    if (performance.now() > deadline) throw new Error(`Waited ${timeoutMs} ms in vain for ${what}: ${cause instanceof Error ? cause.message : 'it did not come'}`, { cause });
    await sleep(POLL_MS);
  }
};

/** A port of 127.0.0.1 that nobody listens on at this moment. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject).listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('A listening socket has no port.'))));
    });
  });
