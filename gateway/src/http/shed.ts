import { type ServerResponse } from 'node:http';
import { type Overload } from '../limits/overload.js';
import { Refusal } from './refusal.js';

const OVERLOADED = 'SERVICE_OVERLOADED';

/** Refuses where there is no room; what is let in counts until its response is over. */
export const shed = (overload: Pick<Overload, 'admit' | 'entered' | 'left'> | undefined, response: ServerResponse): Refusal | undefined => {
  if (overload === undefined) return undefined;
  const refused = overload.admit();
  if (refused !== undefined) return new Refusal(503, OVERLOADED, `There is too much to do just now (${refused.reason}). Come back in ${refused.retryAfterSeconds} s.`, ['retry-after', String(refused.retryAfterSeconds)]);
  overload.entered();
  response.once('close', overload.left);
  return undefined;
};
