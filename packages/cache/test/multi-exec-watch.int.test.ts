import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeWith, startRedis, type TestServer } from '@souk/testing';
import { Redis } from 'ioredis';

/** What docs/how-to/redis-transactions.md says, shown on a real Redis. */
describeWith('redis-server', () => {
  let server: TestServer;
  let redis: Redis;
  let other: Redis;
  beforeAll(async () => {
    server = await startRedis();
    redis = new Redis(server.url);
    other = new Redis(server.url);
  });
  beforeEach(() => redis.flushall());
  afterAll(async () => {
    redis.disconnect();
    other.disconnect();
    await server.stop();
  });

  it('EXEC runs its commands without another client in between', async () => {
    const rounds = Array.from({ length: 200 }, (_, round) => round);
    const writers = [redis, other].map((client, writer) => Promise.all(rounds.map(() => client.multi().set('left', writer).set('right', writer).exec())));
    const reader = new Redis(server.url);
    const seen = await Promise.all([Promise.all(rounds.map(() => reader.mget('left', 'right'))), ...writers]);
    reader.disconnect();
    expect(seen[0].filter(([left, right]) => left !== right)).toEqual([]);
  });

  it('EXEC does not roll back: a run-time error leaves what the other commands did', async () => {
    await redis.set('name', 'tea');
    const results = await redis.multi().set('before', '1').incr('name').set('after', '2').exec();
    expect(results?.map(([error]) => error?.message)).toEqual([undefined, expect.stringContaining('not an integer'), undefined]);
    expect(await redis.mget('before', 'name', 'after')).toEqual(['1', 'tea', '2']);
  });

  it('an error while commands are queued aborts them all', async () => {
    await redis.call('MULTI');
    await redis.call('SET', 'before', '1');
    await expect(redis.call('NOSUCHCOMMAND')).rejects.toThrow('unknown command');
    await expect(redis.call('EXEC')).rejects.toThrow('EXECABORT');
    expect(await redis.get('before')).toBeNull();
  });

  it('answers inside MULTI only say that a command is queued, so that nothing can be decided there', async () => {
    await redis.set('stock', '1');
    const queued = redis.multi({ pipeline: false });
    await queued;
    expect(await redis.get('stock')).toBe('QUEUED');
    expect(await redis.call('EXEC')).toEqual(['1']);
  });

  it('WATCH refuses EXEC after another connection changed the key', async () => {
    await redis.set('stock', '1');
    await redis.watch('stock');
    await other.decr('stock');
    expect(await redis.multi().decr('stock').exec()).toBeNull();
    expect(await redis.get('stock')).toBe('0');
  });

  it('WATCH belongs to the connection: the EXEC of one caller ends the watch of all who share it', async () => {
    await redis.set('stock', '1');
    // Two callers interleave on one connection, as two requests of one process do.
    await redis.watch('stock');
    await redis.watch('stock');
    expect([await redis.get('stock'), await redis.get('stock')]).toEqual(['1', '1']);
    expect(await redis.multi().decr('stock').exec()).toEqual([[null, 0]]);
    expect(await redis.multi().decr('stock').exec()).toEqual([[null, -1]]);
  });

  it('a script that fails half way keeps what it had done', async () => {
    await expect(redis.eval("redis.call('SET', KEYS[1], '1') return redis.call('INCR', KEYS[1], 'too many')", 1, 'half')).rejects.toThrow();
    expect(await redis.get('half')).toBe('1');
  });
});
