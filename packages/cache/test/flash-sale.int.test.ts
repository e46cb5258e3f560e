import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { describeWith, startRedis, type TestServer } from '@souk/testing';
import { Redis } from 'ioredis';

const UNITS = 100;
const BUYERS = 200;
/** Longest pause before a buyer who lost a race tries again, in milliseconds. */
const MAX_JITTER_MS = 40;

/** Takes a unit, or says that there is none; the decision and the write are one step. */
const TAKE_SCRIPT = "if tonumber(redis.call('GET', KEYS[1])) < 1 then return 0 end redis.call('DECR', KEYS[1]) return 1";
const TAKE_FUNCTION = `#!lua name=sale
redis.register_function('take', function(keys) if tonumber(redis.call('GET', keys[1])) < 1 then return 0 end redis.call('DECR', keys[1]) return 1 end)`;

interface Sale {
  readonly sold: number;
  readonly attempts: number;
}

/** Units for fewer buyers than there are, bought at once in each way that Redis offers: docs/how-to/redis-transactions.md has the figures. */
describeWith('redis-server', () => {
  let server: TestServer;
  let shared: Redis;
  let own: readonly Redis[];
  beforeAll(async () => {
    server = await startRedis();
    shared = new Redis(server.url);
    own = Array.from({ length: BUYERS }, () => new Redis(server.url));
    await Promise.all(own.map((connection) => connection.ping()));
  });
  beforeEach(() => shared.set('stock', UNITS));
  afterAll(async () => {
    for (const connection of [shared, ...own]) connection.disconnect();
    await server.stop();
  });

  /** All buyers at once, each on the connection that it is given; a buyer tries until it has a unit or is told that none is left. */
  const sell = async (connectionOf: (buyer: number) => Redis, take: (connection: Redis) => Promise<'sold' | 'sold out' | 'lost the race'>): Promise<Sale> => {
    let [sold, attempts] = [0, 0];
    await Promise.all(Array.from({ length: BUYERS }, async (_, buyer) => {
      for (let outcome = 'lost the race'; outcome === 'lost the race'; ) {
        attempts += 1;
        outcome = await take(connectionOf(buyer));
        if (outcome === 'sold') sold += 1;
      }
    }));
    return { sold, attempts };
  };

  const readThenWrite = async (redis: Redis): Promise<'sold' | 'sold out'> => {
    if (Number(await redis.get('stock')) < 1) return 'sold out';
    await redis.decr('stock');
    return 'sold';
  };

  const watched = async (redis: Redis): Promise<'sold' | 'sold out' | 'lost the race'> => {
    await redis.watch('stock');
    if (Number(await redis.get('stock')) < 1) return 'sold out';
    return (await redis.multi().decr('stock').exec()) === null ? 'lost the race' : 'sold';
  };

  const withJitter = async (redis: Redis): Promise<'sold' | 'sold out' | 'lost the race'> => {
    const outcome = await watched(redis);
    if (outcome === 'lost the race') await new Promise((resolve) => setTimeout(resolve, Math.random() * MAX_JITTER_MS));
    return outcome;
  };

  it('reading and then writing sells what is not there', async () => {
    expect(await sell((buyer) => own[buyer] ?? shared, readThenWrite)).toEqual({ sold: BUYERS, attempts: BUYERS });
    expect(Number(await shared.get('stock'))).toBe(UNITS - BUYERS);
  });

  it('WATCH on one shared connection sells what is not there: nobody else changed the key', async () => {
    const { sold } = await sell(() => shared, watched);
    expect(sold).toBe(BUYERS);
  });

  it('WATCH on a connection of each buyer sells what is there, after many lost races', async () => {
    const { sold, attempts } = await sell((buyer) => own[buyer] ?? shared, watched);
    expect(sold).toBe(UNITS);
    expect(attempts).toBeGreaterThan(5 * BUYERS);
  });

  it('WATCH with a random pause before the next try loses fewer races', async () => {
    const hasty = await sell((buyer) => own[buyer] ?? shared, watched);
    await shared.set('stock', UNITS);
    const patient = await sell((buyer) => own[buyer] ?? shared, withJitter);
    expect(patient.sold).toBe(UNITS);
    expect(patient.attempts).toBeLessThan(hasty.attempts);
  });

  it('a script sells what is there at one attempt per buyer, on whatever connection', async () => {
    const take = async (redis: Redis): Promise<'sold' | 'sold out'> => ((await redis.eval(TAKE_SCRIPT, 1, 'stock')) === 1 ? 'sold' : 'sold out');
    expect(await sell(() => shared, take)).toEqual({ sold: UNITS, attempts: BUYERS });
    await shared.set('stock', UNITS);
    expect(await sell((buyer) => own[buyer] ?? shared, take)).toEqual({ sold: UNITS, attempts: BUYERS });
    expect(await shared.get('stock')).toBe('0');
  });

  it('so does a function', async () => {
    await shared.function('LOAD', 'REPLACE', TAKE_FUNCTION);
    const take = async (redis: Redis): Promise<'sold' | 'sold out'> => ((await redis.fcall('take', 1, 'stock')) === 1 ? 'sold' : 'sold out');
    expect(await sell((buyer) => own[buyer] ?? shared, take)).toEqual({ sold: UNITS, attempts: BUYERS });
    expect(await shared.get('stock')).toBe('0');
  });
});
