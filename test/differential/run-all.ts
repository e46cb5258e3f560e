import { soukSubject } from '../contract/support/souk-subject.js';
import { type DifferentialConfig } from './config.js';
import { federations } from './federations.js';
import { runDifferential } from './run-differential.js';

/** Of all operations, those over Souk's own supergraph. */
const SOUK_SHARE = 0.4;

export interface FederationOutcome {
  readonly name: string;
  readonly operations: number;
  readonly documents: number;
  readonly withErrors: number;
}

/** Runs that many operations over Souk's supergraph and the small ones, one after the other. Throws at the first difference, with everything that reproduces it. */
export const runAll = async ({ seed, operations, federation = '' }: DifferentialConfig, onOutcome: (outcome: FederationOutcome) => void): Promise<void> => {
  const chosen = federations.filter(({ name }) => name.includes(federation));
  if (chosen.length === 0) throw new Error(`No federation's name holds "${federation}". Known: ${federations.map(({ name }) => name).join('; ')}`);
  const weights = chosen.map(({ isOwn }) => (isOwn ? SOUK_SHARE : (1 - SOUK_SHARE) / (federations.length - 1)));
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  for (const [index, { name, open }] of chosen.entries()) {
    const { difference, ...counts } = await runDifferential({ federation: open(), subjectOf: soukSubject, seed, operations: Math.ceil((operations * (weights[index] ?? 0)) / whole) });
    if (difference !== undefined) throw new Error(`${name}\n${difference}`);
    onOutcome({ name, ...counts });
  }
};
