import { SUBGRAPHS } from '../world/databases.js';
import { type Nemesis } from './nemesis.js';

/** One service's PostgreSQL crashes and recovers. */
export const postgres: Nemesis = {
  standsMs: [0, 500],
  strike: async (world, dice) => {
    const name = dice.chance(0.4) ? 'order' : dice.pick(SUBGRAPHS);
    await world.postgres[name].crash();
    return { what: `of ${name}`, heal: () => undefined };
  },
};

/** RabbitMQ restarts, which takes seconds. */
export const broker: Nemesis = {
  standsMs: [0, 500],
  strike: async ({ rabbit }) => {
    await rabbit.restart();
    return { what: 'RabbitMQ', heal: () => undefined };
  },
};

/** Redis forgets everything. */
export const redis: Nemesis = {
  standsMs: [0, 500],
  strike: async (world) => {
    await world.redis?.flush();
    return { what: 'FLUSHALL', heal: () => undefined };
  },
};
