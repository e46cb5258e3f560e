import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createOverload, type Overload } from './overload.js';

const SAMPLE_MS = 100;

describe('overload', () => {
  let nowMs: number;
  let heapShare: number;
  let overload: Overload;
  beforeEach(() => {
    jest.useFakeTimers();
    nowMs = 0;
    heapShare = 0.1;
    overload = createOverload({ inFlight: { refuseAbove: 3, acceptBelow: 1 } }, { now: () => nowMs, heapShare: () => heapShare, random: () => 0.99 });
  });
  afterEach(() => {
    overload.stop();
    jest.useRealTimers();
  });
  const samples = (count: number, lateMs = 0): void => {
    for (let sample = 0; sample < count; sample += 1) {
      nowMs += SAMPLE_MS + lateMs;
      jest.advanceTimersByTime(SAMPLE_MS);
    }
  };

  it('admits what comes to a process that is well', () => {
    samples(10);
    expect(overload.admit()).toBeUndefined();
    expect(overload.state).toEqual({ delayMs: 0, heapShare: 0.1, inFlight: 0, reasons: [], refused: 0 });
  });

  it('forgives the event loop one long task', () => {
    samples(1, 800);
    expect(overload.admit()).toBeUndefined();
  });

  it('refuses while the event loop is late again and again, until it has been in time for a while', () => {
    samples(10, 1_600);
    expect(overload.admit()).toEqual({ reason: 'event-loop', retryAfterSeconds: 3 });
    samples(3);
    expect(overload.state.delayMs).toBeLessThan(1_000);
    expect(overload.admit()?.reason).toBe('event-loop');
    samples(3);
    expect(overload.admit()).toBeUndefined();
    expect(overload.state.refused).toBe(2);
  });

  it('refuses while the heap is nearly full, until a good part is free again', () => {
    heapShare = 0.91;
    samples(1);
    expect(overload.admit()).toEqual({ reason: 'memory', retryAfterSeconds: 5 });
    heapShare = 0.85;
    samples(1);
    expect(overload.admit()?.reason).toBe('memory');
    heapShare = 0.79;
    samples(1);
    expect(overload.admit()).toBeUndefined();
  });

  it('refuses above so many requests at once, at once', () => {
    for (let request = 0; request < 4; request += 1) {
      expect(overload.admit()).toBeUndefined();
      overload.entered();
    }
    expect(overload.admit()?.reason).toBe('requests');
    overload.left();
    overload.left();
    expect(overload.admit()?.reason).toBe('requests');
    expect(overload.state).toMatchObject({ inFlight: 2, reasons: ['requests'] });
    overload.left();
    expect(overload.admit()).toBeUndefined();
  });

  it('looks no more when it is stopped', () => {
    overload.stop();
    heapShare = 1;
    samples(5);
    expect(overload.admit()).toBeUndefined();
  });

  it('reads the process itself unless told', () => {
    jest.useRealTimers();
    const own = createOverload();
    expect(own.admit()).toBeUndefined();
    own.stop();
  });
});
