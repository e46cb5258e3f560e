import { parseArgs } from 'node:util';
import { BUGS, type BugName } from './bugs.js';
import { isNemesis, NEMESIS_NAMES, type NemesisName } from './nemeses/index.js';
import { PROTOCOLS, type Protocol } from './world/topology.js';

const MAX_SECONDS = 3_600;
const MAX_SEEDS = 10_000;
const MAX_SEED = 2 ** 31 - 1;
const DEFAULTS = { seconds: 20, bugSeeds: 5 } as const;

export const HELP = `npm run chaos -- --protocol ${PROTOCOLS.join('|')} [options]: faults in the running system, and whether it kept its promises.

  --protocol NAME       how checkouts are carried out
  --seed N              decides what can be decided (1)
  --seeds K             that seed and the K - 1 after it (1)
  --seconds S           clients and nemeses work for so long (${DEFAULTS.seconds}), longer where they come to little
  --nemesis NAME,NAME   ${NEMESIS_NAMES.join(', ')}; without it each seed draws 3 or 4 of them
  --history FILE        writes the last seed's history as JSON lines
  --bug NAME            breaks the system on purpose: ${Object.keys(BUGS).join(', ')}
  --bugs                each bug over ${DEFAULTS.bugSeeds} seeds (--seeds) until it is caught, then how many were
  --help

Exits with 1 on a violation, with 2 on wrong arguments, with 3 where it could not run.
`;

/** Wrong arguments; the message says which. */
export class ArgumentError extends Error {}

export interface ChaosArguments {
  readonly protocol: Protocol;
  readonly seed: number;
  readonly seeds: number;
  readonly seconds: number;
  /** Undefined: each seed draws its own. */
  readonly nemeses: readonly NemesisName[] | undefined;
  readonly history: string | undefined;
  readonly bug: BugName | undefined;
}

export type Command = { readonly kind: 'help' } | { readonly kind: 'bugs'; readonly seed: number; readonly seeds: number; readonly seconds: number } | ({ readonly kind: 'run' } & ChaosArguments);

/** What the command line asks for. Throws ArgumentError. */
export const parseArguments = (args: readonly string[]): Command => {
  const values = valuesOf(args);
  if (values.help) return { kind: 'help' };
  const seed = wholeNumber('seed', values.seed ?? '1', MAX_SEED);
  const seconds = wholeNumber('seconds', values.seconds ?? String(DEFAULTS.seconds), MAX_SECONDS);
  if (values.bugs) return { kind: 'bugs', seed, seconds, seeds: wholeNumber('seeds', values.seeds ?? String(DEFAULTS.bugSeeds), MAX_SEEDS) };
  const bug = values.bug;
  if (bug !== undefined && !isBug(bug)) throw new ArgumentError(`--bug: expected one of ${Object.keys(BUGS).join(', ')}, got '${bug}'.`);
  const protocol = PROTOCOLS.find((known) => known === values.protocol) ?? (bug !== undefined && values.protocol === undefined ? BUGS[bug].protocol : undefined);
  if (protocol === undefined) throw new ArgumentError(`--protocol: expected one of ${PROTOCOLS.join(', ')}, got ${values.protocol === undefined ? 'nothing' : `'${values.protocol}'`}.`);
  return { kind: 'run', protocol, seed, seconds, seeds: wholeNumber('seeds', values.seeds ?? '1', MAX_SEEDS), nemeses: nemesesOf(values.nemesis), history: values.history, bug };
};

const valuesOf = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      options: {
        protocol: { type: 'string' }, seed: { type: 'string' }, seeds: { type: 'string' }, seconds: { type: 'string' }, nemesis: { type: 'string' }, history: { type: 'string' },
        bug: { type: 'string' }, bugs: { type: 'boolean' }, help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    throw new ArgumentError(error instanceof Error ? error.message : String(error));
  }
};

const isBug = (name: string): name is BugName => Object.hasOwn(BUGS, name);

const wholeNumber = (name: string, text: string, max: number): number => {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < 1 || value > max) throw new ArgumentError(`--${name}: expected a whole number from 1 to ${max}, got '${text}'.`);
  return value;
};

const nemesesOf = (text: string | undefined): readonly NemesisName[] | undefined =>
  text?.split(',').map((part) => {
    const name = part.trim();
    if (!isNemesis(name)) throw new ArgumentError(`--nemesis: expected some of ${NEMESIS_NAMES.join(', ')}, got '${name}'.`);
    return name;
  });
