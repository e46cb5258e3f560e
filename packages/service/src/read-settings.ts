import { OperationalError } from '@souk/kernel';
import { type z } from 'zod';

/**
 * Settings from the environment as the schema, whose keys are variables, makes them. An empty variable counts as one that is not set: compose files pass those.
 * Throws OperationalError BAD_SETTING, one line that names every variable that is missing or wrong and what was expected, and shows no value: it may be a secret.
 */
export const readSettings = <Schema extends z.ZodType>(schema: Schema, env: NodeJS.ProcessEnv): z.output<Schema> => {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => {
    const name = path.join('.');
    return `${name}: ${message}, ${given[name] === undefined ? 'it is not set' : 'got something else'}`;
  });
  throw new OperationalError('BAD_SETTING', `${problems.join('; ')}.`, false);
};
