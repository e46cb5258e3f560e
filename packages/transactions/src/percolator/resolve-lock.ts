import { assertInvariant } from '@souk/kernel';
import { type MetLock, type Site } from './site.js';

export type Sites = ReadonlyMap<string, Site>;

export const siteOf = (sites: Sites, name: string): Site => {
  const site = sites.get(name);
  assertInvariant(site !== undefined, `there is a site '${name}'`);
  return site;
};

/**
 * Ends a lock that somebody met at a site as its primary says: forward or back. `open` where its transaction may still be going on.
 * Only after its TTL: the primary may be the last to be locked, and asking for one that has not come keeps it out.
 */
export const resolveLock = async (sites: Sites, at: Site, { key, startTs, primary, isExpired }: MetLock): Promise<'rolledForward' | 'rolledBack' | 'open'> => {
  if (!isExpired) return 'open';
  const found = await siteOf(sites, primary.site).checkPrimary({ startTs, key: primary.key });
  switch (found.status) {
    case 'open':
      return 'open';
    case 'committed':
      await at.commit({ startTs, commitTs: found.commitTs });
      return 'rolledForward';
    case 'rolledBack':
      await at.rollback({ startTs, keys: [key] });
      return 'rolledBack';
  }
};
