import { describe, it } from '@jest/globals';
import { findProgram } from '@souk/embedded';

/** Programs that tests run, and the variable that names a running one instead. */
const SUBSTITUTES: Readonly<Record<string, string>> = { 'rabbitmq-server': 'RABBITMQ_URL', chromium: 'CHROMIUM_PATH' };

/**
 * A describe block that needs a program on this machine: `describeWith('redis-server', () => { … })`.
 * Where it is missing the block is skipped under a name that says so; under CI=true it fails, so that nothing goes untested unseen.
 */
export const describeWith = (program: string, tests: () => void): void => {
  const substitute = SUBSTITUTES[program];
  if (findProgram(program) || (substitute && process.env[substitute])) return describe(`with ${program}`, tests);
  if (process.env['CI'] !== 'true') return describe.skip(`skipped: ${program} is not installed`, tests);
  describe(`with ${program}`, () => {
    it('has the program', () => {
      throw new Error(`Expected ${program} on the PATH, found none: install it; under CI=true nothing is skipped.`);
    });
  });
};
