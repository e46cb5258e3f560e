import { type EventMeta } from '@souk/events';
import { type RequestContext } from './options.js';
import { asUserError } from './user-error.js';

/** A mutation's answer: the success under its name in the result union, or the refusal as data. What is no refusal is thrown on. */
export const answered = async <const Name extends string, Success>(name: Name, work: () => Promise<Success>): Promise<{ readonly __typename: Name } & Success> => {
  try {
    return { __typename: name, ...(await work()) };
  } catch (error) {
    return asUserError<{ readonly __typename: Name } & Success>(error);
  }
};

/** Who asks, as the events that come of it say. */
export const metaOf = ({ viewer }: Pick<RequestContext, 'viewer'>): EventMeta => ({ actor: viewer.userId ?? 'system' });
