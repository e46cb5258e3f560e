import { beforeEach, describe, expect, it } from '@jest/globals';
import { CircuitBreaker } from './circuit-breaker.js';

describe('CircuitBreaker', () => {
  let nowMs: number;
  let breaker: CircuitBreaker;
  beforeEach(() => {
    nowMs = 0;
    breaker = new CircuitBreaker({ now: () => new Date(nowMs) });
  });
  const fail = (times: number): void => {
    for (let count = 0; count < times; count += 1) {
      expect(breaker.admits()).toBe(true);
      breaker.report('unreachable');
    }
  };

  it('stays closed below five failures in a row', () => {
    fail(4);
    expect(breaker.admits()).toBe(true);
    breaker.report('reachable');
    fail(4);
    expect(breaker.admits()).toBe(true);
  });

  it('opens at the fifth', () => {
    fail(5);
    expect(breaker.admits()).toBe(false);
    nowMs = 1_999;
    expect(breaker.admits()).toBe(false);
  });

  it('lets one call try after two seconds, and closes when it gets through', () => {
    fail(5);
    nowMs = 2_000;
    expect(breaker.admits()).toBe(true);
    expect(breaker.admits()).toBe(false);
    breaker.report('reachable');
    expect(breaker.admits()).toBe(true);
    expect(breaker.admits()).toBe(true);
  });

  it('opens again for two seconds when that call fails', () => {
    fail(5);
    nowMs = 2_000;
    expect(breaker.admits()).toBe(true);
    breaker.report('unreachable');
    nowMs = 3_999;
    expect(breaker.admits()).toBe(false);
    nowMs = 4_000;
    expect(breaker.admits()).toBe(true);
  });

  it('lets the next one try when that call was cancelled', () => {
    fail(5);
    nowMs = 2_000;
    expect(breaker.admits()).toBe(true);
    breaker.report('unknown');
    expect(breaker.admits()).toBe(true);
  });

  it('does not count a cancelled call', () => {
    fail(4);
    breaker.report('unknown');
    expect(breaker.admits()).toBe(true);
  });
});
