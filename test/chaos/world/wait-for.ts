import { randomInt } from 'node:crypto';
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

/** Below those that systems hand out to outgoing connections: one of these would take the port of a service that is dead for a moment. */
const PORTS = [20_000, 32_000] as const;
const PORT_ATTEMPTS = 50;

/** A port of 127.0.0.1 that nobody listens on at this moment. */
export const freePort = async (): Promise<number> => {
  for (let attempt = 1; attempt <= PORT_ATTEMPTS; attempt += 1) {
    const port = randomInt(...PORTS);
    if (await isFree(port)) return port;
  }
  throw new Error(`Expected a free port between ${PORTS.join(' and ')}, found none in ${PORT_ATTEMPTS} looks.`);
};

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer().once('error', () => resolve(false)).listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
