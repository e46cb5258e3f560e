import { ValidationError } from '@souk/kernel';
import { type CommandContext } from './command-context.js';
import { register } from './register.js';

/** Makes the first administrator's account unless its e-mail has one, whose password and roles then stay as they are. Idempotent. */
export const ensureAdmin = async (context: CommandContext, { email, password }: { readonly email: string; readonly password: string }): Promise<void> => {
  try {
    await register(context, { email, password, displayName: 'Administrator' }, ['ADMIN']);
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
  }
};
