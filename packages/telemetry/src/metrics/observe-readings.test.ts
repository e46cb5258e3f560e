import { describe, expect, it } from '@jest/globals';
import { observeReadings } from './observe-readings.js';
import { processMetrics } from './process-metrics.js';

const join = observeReadings({
  test_held: { kind: 'gauge', help: 'Held.', labels: ['service'] },
  test_done_total: { kind: 'counter', help: 'Done.', labels: ['service'] },
});
const shown = async (): Promise<readonly string[]> => (await processMetrics().metrics()).split('\n').filter((line) => line.startsWith('test_'));

describe('metrics of several services in one process', () => {
  it('stand side by side, those of the same labels added up, until their service leaves', async () => {
    let asked = 0;
    const order = join(() => {
      asked += 1;
      return Promise.resolve([{ name: 'test_held', labels: { service: 'order' }, value: 2 }, { name: 'test_held', labels: { service: 'order' }, value: 3 }, { name: 'test_done_total', labels: { service: 'order' }, value: 7 }]);
    });
    const user = join(() => Promise.resolve([{ name: 'test_held', labels: { service: 'user' }, value: 1 }]));
    const all = ['test_held{service="order"} 5', 'test_held{service="user"} 1', 'test_done_total{service="order"} 7'];
    expect(await shown()).toEqual(all);
    expect(asked).toBe(1);
    expect(await shown()).toEqual(all);
    await user.stop();
    expect(await shown()).toEqual([all[0], all[2]]);
    await order.stop();
    expect(await shown()).toEqual([]);
  });

  it('come without those of a service that fails, or does not answer', async () => {
    const parts = [join(() => Promise.reject(new Error('no database'))), join(() => new Promise(() => undefined)), join(() => Promise.resolve([{ name: 'test_held', labels: { service: 'user' }, value: 1 }]))];
    expect(await shown()).toEqual(['test_held{service="user"} 1']);
    await Promise.all(parts.map((part) => part.stop()));
  });
});
