import { beforeEach, describe, expect, it } from '@jest/globals';
import { startParts } from './start-parts.js';

describe('startParts', () => {
  let stopped: string[];
  beforeEach(() => void (stopped = []));
  const part = (name: string) => async (): Promise<void> => {
    await Promise.resolve();
    stopped.push(name);
  };

  it('stops what was started last first, and once', async () => {
    const service = await startParts(async (keep) => {
      keep(part('database'));
      keep(part('server'));
      return { url: 'http://here' };
    });
    expect([service.url, stopped]).toEqual(['http://here', []]);
    await Promise.all([service.stop(), service.stop()]);
    await service.stop();
    expect(stopped).toEqual(['server', 'database']);
  });

  it('leaves nothing running where a later part cannot start', async () => {
    const start = startParts(async (keep) => {
      keep(part('database'));
      keep(() => Promise.reject(new Error('does not stop')));
      keep(part('consumer'));
      throw new Error('the port is taken');
    });
    await expect(start).rejects.toThrow('the port is taken');
    expect(stopped).toEqual(['consumer', 'database']);
  });

  it('stops the others where one does not stop, and then says so', async () => {
    const service = await startParts(async (keep) => {
      keep(part('database'));
      keep(() => {
        throw new Error('does not stop');
      });
      keep(part('server'));
      return {};
    });
    await expect(service.stop()).rejects.toThrow('does not stop');
    expect(stopped).toEqual(['server', 'database']);
  });
});
