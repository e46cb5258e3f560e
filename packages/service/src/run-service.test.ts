import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { OperationalError } from '@souk/kernel';
import { runService } from './run-service.js';

describe('runService', () => {
  let written: string;
  let exits: unknown[];
  beforeEach(() => {
    written = '';
    exits = [];
    jest.spyOn(process, 'exit').mockImplementation(((code: unknown) => void exits.push(code)) as never);
    jest.spyOn(process.stderr, 'write').mockImplementation(((text: unknown) => (written += String(text))) as never);
  });
  afterEach(() => {
    jest.restoreAllMocks();
    for (const signal of ['SIGINT', 'SIGTERM']) process.removeAllListeners(signal);
  });
  const load = (): { readonly logLevel: string } => ({ logLevel: 'silent' });
  const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  it.each(['SIGINT', 'SIGTERM'] as const)('stops the service at %s and exits with 0; the next one is the system’s again', async (signal) => {
    let stops = 0;
    await runService({ name: 'catalog', load, start: async () => ({ stop: async () => void (stops += 1) }) });
    expect([exits, process.listenerCount(signal)]).toEqual([[], 1]);
    process.emit(signal);
    await settled();
    expect([stops, exits, process.listenerCount(signal), written]).toEqual([1, [0], 0, '']);
  });

  it('exits with 1 where it does not stop cleanly', async () => {
    await runService({ name: 'catalog', load, start: async () => ({ stop: () => Promise.reject(new Error('stuck')) }) });
    process.emit('SIGTERM');
    await settled();
    expect(exits).toEqual([1]);
  });

  it.each([
    ['a wrong setting', { load: () => { throw new OperationalError('BAD_SETTING', 'PORT: expected a whole number\nfrom 0 to 65535.', false); } }],
    ['settings that are read later', { load: () => Promise.reject(new Error('PORT: expected a whole number\r\n  from 0 to 65535.')) }],
    ['a start that fails', { start: () => Promise.reject(new Error('PORT: expected a whole number from 0 to 65535.')) }],
  ])('says in one line why it cannot start, and exits with 1: %s', async (_what, failing) => {
    await runService({ name: 'catalog', load, start: async () => ({ stop: async () => undefined }), ...failing });
    expect([written, exits]).toEqual(['catalog cannot start: PORT: expected a whole number from 0 to 65535.\n', [1]]);
  });
});
