import { SUBGRAPHS } from '../world/databases.js';
import { SERVICES } from '../world/topology.js';
import { type Nemesis } from './nemesis.js';

const STATEFUL = [...SUBGRAPHS, 'payment'] as const;
const SKEWS_MS = [-30_000, -5_000, 5_000, 30_000];

/** A strike that does not wait for the service to be back may kill the same one again while it still recovers. */
const IMPATIENT = 0.2;

/**
 * kill -9; started again when it is healed. The order service, which coordinates, dies as often as all others together, and the gateway, which
 * keeps nothing, seldom: while it is away nobody can ask for anything. Peace mostly begins when the service answers: a start takes seconds on
 * two cores, and a nemesis that kills what has not begun to work finds nothing.
 */
export const kill: Nemesis = {
  standsMs: [100, 1_500],
  strike: async ({ services }, dice) => {
    const service = services[dice.chance(0.5) ? 'order' : dice.chance(0.1) ? 'gateway' : dice.pick(STATEFUL)];
    const isPatient = !dice.chance(IMPATIENT);
    await service.kill();
    const heal = async (): Promise<void> => {
      service.start();
      // What else has befallen it meanwhile is the end of the run's to heal.
      if (isPatient) await service.untilReady().catch(() => undefined);
    };
    return { what: service.name, heal };
  },
};

/** SIGSTOP, later SIGCONT: it sleeps, and wakes up believing what it believed. */
export const pause: Nemesis = {
  standsMs: [200, 4_000],
  strike: ({ services }, dice) => {
    const service = services[dice.pick(SERVICES)];
    service.pause();
    return { what: service.name, heal: () => service.resume() };
  },
};

/** A service's clock jumps, and jumps back. */
export const clock: Nemesis = {
  standsMs: [500, 4_000],
  strike: ({ services }, dice) => {
    const service = services[dice.pick(SERVICES)];
    const offsetMs = dice.pick(SKEWS_MS);
    service.skew(offsetMs);
    return { what: `${service.name} by ${offsetMs / 1_000} s`, heal: () => service.skew(0) };
  },
};
