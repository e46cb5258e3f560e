/** How long and from where a run goes. */
export interface DifferentialConfig {
  readonly seed: number;
  /** Executions in all, over all federations. */
  readonly operations: number;
  /** Only over federations whose name holds this text. */
  readonly federation?: string;
}

const DEFAULT_OPERATIONS = 300;
const MAX_SEED = 0x7fff_ffff;

/** Reads SEED (a whole number; random where absent) and OPERATIONS (300 where absent) and FEDERATION. Throws with the variable's name where it is no such number. */
export const readDifferentialConfig = (env: Readonly<Record<string, string | undefined>>): DifferentialConfig => ({
  seed: wholeNumber(env, 'SEED') ?? Math.floor(Math.random() * MAX_SEED),
  operations: wholeNumber(env, 'OPERATIONS') ?? DEFAULT_OPERATIONS,
  ...(env['FEDERATION'] === undefined ? {} : { federation: env['FEDERATION'] }),
});

const wholeNumber = (env: Readonly<Record<string, string | undefined>>, name: string): number | undefined => {
  const text = env[name];
  if (text === undefined || text === '') return undefined;
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 0) throw new Error(`${name} must be a whole number from 0, and is "${text}".`);
  return number;
};
