import { describe, expect, it } from '@jest/globals';
import { createInProcessTransport, type InProcessSubgraph } from './in-process-transport.js';
import { type FetchRequest } from './transport.js';
import { type EndedAttempt } from './transport-hooks.js';

const request = (rest: Partial<FetchRequest> = {}): FetchRequest => ({ body: '{"query":"{ hello }"}', isQuery: true, headers: ['souk-viewer', 'token'], deadlineAtMs: performance.now() + 60_000, ...rest });
const never = new Promise<never>(() => undefined);

describe('a transport to a subgraph in this process', () => {
  const calls: Parameters<InProcessSubgraph['handle']>[0][] = [];
  const attempts: EndedAttempt[] = [];
  const open = (handle: () => Promise<{ readonly status: number; readonly text: string }>, settings = {}) => {
    calls.splice(0);
    attempts.splice(0);
    const target: InProcessSubgraph = {
      handle: (call) => {
        calls.push(call);
        return handle();
      },
      isReady: () => Promise.resolve(true),
    };
    return createInProcessTransport('catalog', target, { settings, hooks: { attemptEnded: (attempt) => void attempts.push(attempt) } });
  };

  it('passes body and headers, and gives back what comes', async () => {
    const transport = open(() => Promise.resolve({ status: 400, text: '{}' }));
    expect(await transport.fetch(request())).toEqual({ status: 400, text: '{}' });
    expect(calls).toMatchObject([{ body: '{"query":"{ hello }"}', headers: ['souk-viewer', 'token'] }]);
    expect(await transport.isReady()).toBe(true);
    expect(attempts).toMatchObject([{ subgraph: 'catalog', kind: 'first', outcome: 'answered' }]);
  });

  it('ends at the deadline, and tells the subgraph that nobody waits', async () => {
    const transport = open(() => never);
    await expect(transport.fetch(request({ deadlineAtMs: performance.now() + 30 }))).rejects.toMatchObject({ reason: 'timeout' });
    expect(calls[0]?.signal.aborted).toBe(true);
    expect(transport.stats().inFlight).toBe(0);
  });

  it('asks nobody after the deadline', async () => {
    await expect(open(() => never).fetch(request({ deadlineAtMs: performance.now() - 1 }))).rejects.toMatchObject({ reason: 'timeout' });
    expect(calls).toEqual([]);
  });

  it('repeats nothing', async () => {
    await expect(open(() => Promise.reject(Object.assign(new Error('stopping'), { code: 'ECONNRESET' }))).fetch(request())).rejects.toMatchObject({ name: 'SubgraphUnavailableError', reason: 'connection' });
    expect(calls).toHaveLength(1);
  });

  it('bounds what comes back, in bytes', async () => {
    const answer = (text: string) => open(() => Promise.resolve({ status: 200, text }), { maxResponseBytes: 9 }).fetch(request());
    expect(await answer('123456789')).toMatchObject({ status: 200 });
    expect(await answer('€€€')).toMatchObject({ status: 200 });
    await expect(answer('1234567890')).rejects.toMatchObject({ reason: 'response-too-large' });
    await expect(answer('€€€€')).rejects.toMatchObject({ reason: 'response-too-large' });
  });

  it('bounds how many calls wait', async () => {
    const transport = open(() => never, { maxConcurrent: 1, maxQueued: 1, queueDeadlineMs: 30, deadlineMs: 60 });
    const first = transport.fetch(request());
    const second = transport.fetch(request());
    await expect(transport.fetch(request())).rejects.toMatchObject({ reason: 'queue-full' });
    await expect(second).rejects.toMatchObject({ reason: 'queue-full' });
    await expect(first).rejects.toMatchObject({ reason: 'timeout' });
    expect(calls).toHaveLength(1);
  });
});
