import { PROTOCOLS, type Protocol } from '../../chaos/world/topology.js';

const SECONDS = 5;
const MAX_SECONDS = 600;

export const SINGLE = 'single-transaction';
const SUBJECTS = [SINGLE, ...PROTOCOLS] as const;

/** By name; each is measured for each protocol, and the first three for the single transaction, too. */
export const SCENARIOS = ['uniform', 'hot', 'hot-half', 'uniform-5ms', 'hot-5ms', 'catalog-down', 'user-down', 'logistics-down'] as const;
export type ScenarioName = (typeof SCENARIOS)[number];

export const CHECKOUT_FLAGS = {
  seconds: `N     length of a window; ${SECONDS} unless told`,
  only: 'NAMES    subjects and scenarios to run, with commas between them',
} as const;

export type CheckoutFlags = Readonly<Partial<Record<keyof typeof CHECKOUT_FLAGS, string>>>;

export interface Plan {
  readonly seconds: number;
  readonly protocols: readonly Protocol[];
  readonly hasSingle: boolean;
  includes(scenario: ScenarioName): boolean;
}

/** Throws with the flag's name where one says what cannot be. */
export const planOf = ({ seconds: wanted, only }: CheckoutFlags): Plan => {
  const seconds = Number(wanted ?? SECONDS);
  if (!(seconds > 0 && seconds <= MAX_SECONDS)) throw new Error(`--seconds: expected a number above 0, ${MAX_SECONDS} at most, got '${wanted ?? ''}'`);
  const names = only?.split(',') ?? [];
  const known: readonly string[] = [...SUBJECTS, ...SCENARIOS];
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`--only: expected some of ${known.join(', ')}, got '${unknown.join("', '")}'`);
  /** All of a kind of which none is named. */
  const chosen = <Name extends string>(kind: readonly Name[]): readonly Name[] => (kind.some((name) => names.includes(name)) ? kind.filter((name) => names.includes(name)) : kind);
  const [subjects, scenarios] = [chosen(SUBJECTS), chosen(SCENARIOS)];
  return { seconds, protocols: PROTOCOLS.filter((protocol) => subjects.includes(protocol)), hasSingle: subjects.includes(SINGLE), includes: (scenario) => scenarios.includes(scenario) };
};
