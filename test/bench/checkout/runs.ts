import { untilReady, type World } from '../../chaos/world/world.js';
import { closedLoop, openLoop } from './drive.js';
import { measure, rowOf, type Measured, type Note } from './measure.js';
import { type Plan } from './plan.js';
import { analyze } from './stores.js';
import { type Subject } from './subject.js';
import { warmUp } from './warm-up.js';

/** V8 compiles what a new process does most: so many checkouts, if they do not take too long. */
const FIRST_CHECKOUTS = 500;
const FIRST_SECONDS = 15;
/** The processes are new again, but their code is the same for both loads. */
const LINKED_SECONDS = 3;
/** Before each window: a second's worth at most. */
const WARM_UP_CHECKOUTS = 300;
const WARM_UP_SECONDS = 1;
/** Circuits that the last outage opened let a call try after 2 s. */
const REST_SECONDS = 3;
/** A fixed rate is measured for longer: its requests are fewer, and it is their p99 that is asked for. */
const HALF_WINDOWS = 2;
/** One way, between services. */
const DELAY_MS = 5;
const LOADS = ['uniform', 'hot'] as const;
const PARTICIPANTS = ['catalog', 'user', 'logistics'] as const;

export interface Saturation {
  readonly uniform?: Measured;
  readonly hot?: Measured;
}

/** As fast as the lanes can, without delays. */
export const saturate = async (subject: Subject, plan: Plan, note: Note): Promise<Saturation> => {
  const measured: { -readonly [Load in keyof Saturation]: Saturation[Load] } = {};
  await warmUp(subject, 'uniform', FIRST_CHECKOUTS, closedLoop(FIRST_SECONDS));
  await analyze(subject.stores);
  for (const load of LOADS.filter((name) => plan.includes(name))) {
    await warmUp(subject, load, WARM_UP_CHECKOUTS, closedLoop(WARM_UP_SECONDS));
    const result = await measure(subject, { scenario: load, load, seconds: plan.seconds, drive: closedLoop(plan.seconds) });
    note(result.rows, result);
    measured[load] = result;
  }
  return measured;
};

/** The hot variant at a fixed rate. */
export const atHalf = async (subject: Subject, perSecond: number, plan: Plan, note: Note): Promise<Measured> => {
  await warmUp(subject, 'hot', Math.ceil(perSecond), openLoop(perSecond, WARM_UP_SECONDS));
  const result = await measure(subject, { scenario: 'hot-half', load: 'hot', seconds: HALF_WINDOWS * plan.seconds, drive: openLoop(perSecond, HALF_WINDOWS * plan.seconds) });
  note(result.rows, result);
  return result;
};

/** Over links: how many calls a checkout needs, and what delays cost. */
export const overLinks = async (subject: Subject, world: World, plan: Plan, note: Note): Promise<void> => {
  for (const load of LOADS.filter((name) => plan.includes(`${name}-5ms`))) {
    const messages = await warmUp(subject, load, FIRST_CHECKOUTS, closedLoop(LINKED_SECONDS));
    if (messages !== undefined) note([rowOf(load, subject.name)('messages', messages, '1/checkout')]);
    const delay = { stalled: false, delayMs: () => DELAY_MS };
    for (const link of world.links.values()) link.change({ there: delay, back: delay });
    const result = await measure(subject, { scenario: `${load}-5ms`, load, seconds: plan.seconds, drive: closedLoop(plan.seconds) });
    note(result.rows, result);
    for (const link of world.links.values()) link.heal();
  }
};

/** Each participant's process in turn is dead while buyers go on. */
export const withOutages = async (subject: Subject, world: World, plan: Plan, note: Note): Promise<void> => {
  for (const name of PARTICIPANTS.filter((participant) => plan.includes(`${participant}-down`))) {
    await warmUp(subject, 'uniform', WARM_UP_CHECKOUTS * REST_SECONDS, closedLoop(REST_SECONDS));
    const fault = {
      begin: () => world.services[name].kill(),
      end: async () => {
        world.services[name].start();
        await untilReady(world);
      },
    };
    const result = await measure(subject, { scenario: `${name}-down`, load: 'uniform', seconds: plan.seconds, drive: closedLoop(plan.seconds), fault });
    note(result.rows, result);
  }
};
