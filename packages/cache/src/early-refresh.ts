import { type Random } from '@souk/kernel';
import { type Entry } from './entry.js';

/**
 * Whether this reader should renew the entry although it still holds: the nearer the end and the dearer the load, the likelier,
 * so that a busy key is renewed once, before it ends, and not by everybody at the moment it does.
 * Source: Vattani, Chierichetti, Lowenstein, "Optimal Probabilistic Cache Stampede Prevention" (XFetch, β = 1), VLDB 2015.
 */
export const isEarlyRefreshDue = ({ expiresAtMs, loadMs }: Entry, nowMs: number, random: Random): boolean =>
  nowMs - loadMs * Math.log(random()) >= expiresAtMs;
