import { describe, expect, it } from '@jest/globals';
import { closedLoop, LANES, openLoop } from './drive.js';

const MANY_SECONDS = 60;
const later = (): Promise<void> => new Promise((resolve) => { setTimeout(resolve, 5); });

describe('a closed loop', () => {
  it('sends until there is nothing left, never more at once than there are lanes', async () => {
    let [left, underWay, most] = [LANES * 3, 0, 0];
    const { answers } = await closedLoop(MANY_SECONDS)(() => {
      if (left === 0) return undefined;
      left -= 1;
      most = Math.max(most, (underWay += 1));
      return later().then(() => {
        underWay -= 1;
        return 'ok';
      });
    });
    expect(answers).toHaveLength(LANES * 3);
    expect(most).toBe(LANES);
  });

  it('ends after its time, once all are answered', async () => {
    let [sent, answered] = [0, 0];
    const { answers } = await closedLoop(0.05)(() => {
      sent += 1;
      return later().then(() => {
        answered += 1;
        return 'ok';
      });
    });
    expect(answers).toHaveLength(sent);
    expect(answered).toBe(sent);
  });
});

describe('an open loop', () => {
  it('sends at its rate whether answers have come or not', async () => {
    const waiting: ((kind: string) => void)[] = [];
    const driven = openLoop(100, 0.2)(() => new Promise<string>((resolve) => {
      waiting.push(resolve);
      if (waiting.length === 20) for (const answer of waiting) answer('ok');
    }));
    expect((await driven).answers).toHaveLength(20);
  });

  it('counts from when a request was due, so that the first of them waited longest', async () => {
    const waiting: ((kind: string) => void)[] = [];
    const { answers } = await openLoop(100, 0.2)(() => new Promise<string>((resolve) => {
      waiting.push(resolve);
      if (waiting.length === 20) for (const answer of waiting) answer('ok');
    }));
    expect(answers[0]?.ms).toBeGreaterThanOrEqual(185);
    expect(answers.map(({ ms }) => ms)).toEqual([...answers.map(({ ms }) => ms)].sort((left, right) => right - left));
  });
});
