import { beforeEach, describe, expect, it } from '@jest/globals';
import { CircuitBreaker, type Evidence } from './circuit-breaker.js';

const settings = { windowMs: 10_000, minVolume: 10, failureShare: 0.5, openMs: 2_000, patienceMs: 1_000 };

describe('CircuitBreaker', () => {
  let nowMs: number;
  let opened: number;
  let breaker: CircuitBreaker;
  beforeEach(() => {
    nowMs = 123_456;
    opened = 0;
    breaker = new CircuitBreaker(settings, () => (opened += 1));
  });
  const admit = (): number => {
    const admission = breaker.admit(nowMs);
    if (admission === undefined) throw new Error('Expected to be admitted.');
    return admission;
  };
  const see = (evidence: Evidence, times = 1): void => {
    for (let time = 0; time < times; time += 1) breaker.report(admit(), evidence, nowMs);
  };

  it('stays closed below its volume, however many fail', () => {
    see('unreachable', 9);
    expect(breaker.state).toBe('closed');
    see('unreachable');
    expect([breaker.state, opened]).toEqual(['open', 1]);
  });

  it('stays closed below its share of failures', () => {
    see('reachable', 20);
    see('unreachable', 19);
    expect(breaker.state).toBe('closed');
    see('unreachable');
    expect(breaker.state).toBe('open');
  });

  it('counts nothing that shows nothing', () => {
    see('unknown', 100);
    see('unreachable', 9);
    expect(breaker.state).toBe('closed');
  });

  it('forgets what has left the window, bit by bit', () => {
    see('unreachable', 5);
    nowMs += 5_000;
    see('unreachable', 4);
    nowMs += 5_500;
    see('unreachable', 5);
    expect(breaker.state).toBe('closed');
    see('unreachable');
    expect(breaker.state).toBe('open');
  });

  it('forgets everything after a long silence', () => {
    see('unreachable', 9);
    nowMs += 1_000_000;
    see('unreachable', 9);
    expect(breaker.state).toBe('closed');
  });

  describe('once it is open', () => {
    beforeEach(() => see('unreachable', 10));

    it('refuses until its time is over', () => {
      nowMs += 1_999;
      expect([breaker.allows(nowMs), breaker.admit(nowMs)]).toEqual([false, undefined]);
      nowMs += 1;
      expect(breaker.allows(nowMs)).toBe(true);
      expect(breaker.state).toBe('open');
    });

    it('lets one at a time try, and closes when that one is answered', () => {
      nowMs += 2_000;
      const probe = admit();
      expect([breaker.state, breaker.allows(nowMs), breaker.admit(nowMs)]).toEqual(['half-open', false, undefined]);
      breaker.report(probe, 'reachable', nowMs);
      expect(breaker.state).toBe('closed');
      see('unreachable', 9);
      expect(breaker.state).toBe('closed');
    });

    it('opens again when that one fails', () => {
      nowMs += 2_000;
      see('unreachable');
      expect([breaker.state, opened]).toEqual(['open', 2]);
      nowMs += 1_999;
      expect(breaker.allows(nowMs)).toBe(false);
    });

    it('lets the next one try when that one showed nothing', () => {
      nowMs += 2_000;
      see('unknown');
      expect(breaker.state).toBe('half-open');
      see('reachable');
      expect(breaker.state).toBe('closed');
    });
  });

  it('hears nothing from before it opened', () => {
    const early = [admit(), admit(), admit()];
    see('unreachable', 10);
    breaker.report(early[0] ?? 0, 'reachable', nowMs);
    expect(breaker.state).toBe('open');
    nowMs += 2_000;
    admit();
    breaker.report(early[1] ?? 0, 'reachable', nowMs);
    breaker.report(early[2] ?? 0, 'unreachable', nowMs);
    expect([breaker.state, breaker.allows(nowMs)]).toEqual(['half-open', false]);
  });
});
