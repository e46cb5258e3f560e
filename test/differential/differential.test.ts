import { expect, it } from '@jest/globals';
import { federations } from './federations.js';
import { runAll, type FederationOutcome } from './run-all.js';

const OPERATIONS = 300;
const FIXED_SEED = 1;

it.each([['the same in each run', FIXED_SEED], ['new in each run', Math.floor(Math.random() * 0x7fff_ffff)]])('Souk answers random operations as graphql-js does on one merged schema (seed %s: %i)', async (_kind, seed) => {
  const outcomes: FederationOutcome[] = [];
  await runAll({ seed, operations: OPERATIONS }, (outcome) => outcomes.push(outcome));
  expect(outcomes).toHaveLength(federations.length);
  expect(outcomes.reduce((sum, { operations }) => sum + operations, 0)).toBeGreaterThanOrEqual(OPERATIONS);
}, 300_000);
