import { getHeapStatistics } from 'node:v8';
import { systemRandom, type Random } from '@souk/kernel';

/** When the gateway refuses work, and when it takes it again: between the two it stays as it is, so that it does not flap. */
export interface OverloadSettings {
  /** How late the event loop comes to what is due, smoothed, in milliseconds. */
  readonly delayMs: Threshold;
  /** Share of the heap's limit that is in use, 0 to 1. */
  readonly heapShare: Threshold;
  /** Requests between `entered` and `left`. */
  readonly inFlight: Threshold;
}

interface Threshold {
  readonly refuseAbove: number;
  readonly acceptBelow: number;
}

const DEFAULT_OVERLOAD_SETTINGS: OverloadSettings = {
  // Well above what a cold plan, a reload or a neighbour on the same core costs: a loop that is so late all the time answers nobody in time.
  delayMs: { refuseAbove: 1_000, acceptBelow: 500 },
  heapShare: { refuseAbove: 0.9, acceptBelow: 0.8 },
  inFlight: { refuseAbove: 5_000, acceptBelow: 4_000 },
};

type OverloadReason = 'event-loop' | 'memory' | 'requests';

/** Why a request is not taken, and when it may come again. */
interface OverloadRefusal {
  readonly reason: OverloadReason;
  readonly retryAfterSeconds: number;
}

export interface OverloadState {
  readonly delayMs: number;
  readonly heapShare: number;
  readonly inFlight: number;
  /** What is above its threshold now. */
  readonly reasons: readonly OverloadReason[];
  /** Requests refused so far. */
  readonly refused: number;
}

/** Sheds load before memory or the event loop give way: what is refused at once costs next to nothing, and what was taken is finished. */
export interface Overload {
  /** Refuses a request, or undefined: it may come in. Costs a comparison: a timer looks at the process. */
  admit(): OverloadRefusal | undefined;
  /** A request that was admitted begins; `left` follows once, however it ends. */
  entered(): void;
  left(): void;
  readonly state: OverloadState;
  stop(): void;
}

/** What it looks at: the process itself unless told. */
export interface OverloadSources {
  readonly now: () => number;
  /** 0 to 1. */
  readonly heapShare: () => number;
  readonly random: Random;
}

/** How often it looks, in milliseconds. */
const SAMPLE_MS = 100;
/** Weight of the newest look at the event loop: one long task is no overload, some in a row are. */
const SMOOTHING = 0.3;
/** Shortest time that a refused client is told to wait, in seconds; memory takes longer to come back. */
const RETRY_AFTER_SECONDS: Readonly<Record<OverloadReason, number>> = { 'event-loop': 1, requests: 1, memory: 3 };
/** Added at random, so that not all come back in the same second. */
const RETRY_SPREAD_SECONDS = 3;

const processSources: OverloadSources = {
  now: () => performance.now(),
  heapShare: () => {
    const { used_heap_size: used, heap_size_limit: limit } = getHeapStatistics();
    return used / limit;
  },
  random: systemRandom,
};

/** Begins to watch the process; `stop` ends it. Its timer keeps no process alive. */
export const createOverload = (settings: Partial<OverloadSettings> = {}, { now, heapShare, random }: OverloadSources = processSources): Overload => {
  const limits = { ...DEFAULT_OVERLOAD_SETTINGS, ...settings };
  const loop = new Hysteresis(limits.delayMs);
  const memory = new Hysteresis(limits.heapShare);
  const requests = new Hysteresis(limits.inFlight);
  let inFlight = 0;
  let refused = 0;
  let dueAtMs = now() + SAMPLE_MS;
  /** What `admit` asks: undefined nearly always. */
  let reason: OverloadReason | undefined;

  const decide = (): void => {
    reason = memory.isAbove ? 'memory' : loop.isAbove ? 'event-loop' : requests.isAbove ? 'requests' : undefined;
  };
  const look = (): void => {
    const nowMs = now();
    loop.see(loop.value + SMOOTHING * (Math.max(0, nowMs - dueAtMs) - loop.value));
    dueAtMs = nowMs + SAMPLE_MS;
    memory.see(heapShare());
    decide();
  };
  const count = (change: 1 | -1): void => {
    inFlight += change;
    const wasAbove = requests.isAbove;
    requests.see(inFlight);
    if (requests.isAbove !== wasAbove) decide();
  };
  const timer = setInterval(look, SAMPLE_MS);
  timer.unref();
  return {
    admit: () => {
      if (reason === undefined) return undefined;
      refused += 1;
      return { reason, retryAfterSeconds: RETRY_AFTER_SECONDS[reason] + Math.floor(random() * RETRY_SPREAD_SECONDS) };
    },
    entered: () => count(1),
    left: () => count(-1),
    get state() {
      const reasons: readonly (OverloadReason | false)[] = [memory.isAbove && 'memory', loop.isAbove && 'event-loop', requests.isAbove && 'requests'];
      return { delayMs: loop.value, heapShare: memory.value, inFlight, refused, reasons: reasons.filter((each) => each !== false) };
    },
    stop: () => clearInterval(timer),
  };
};

/** A value that counts as too high from one threshold up until it is below another. */
class Hysteresis {
  value = 0;
  isAbove = false;

  constructor(private readonly threshold: Threshold) {}

  see(value: number): void {
    this.value = value;
    this.isAbove = value > (this.isAbove ? this.threshold.acceptBelow : this.threshold.refuseAbove);
  }
}
