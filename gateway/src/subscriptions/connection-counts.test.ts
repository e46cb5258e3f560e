import { describe, expect, it } from '@jest/globals';
import { ANONYMOUS_VIEWER } from '@souk/auth';
import { ConnectionCounts } from './connection-counts.js';
import { DEFAULT_LIMITS } from './subscription-limits.js';
import { newStats } from './subscription-stats.js';

describe('counts', () => {
  it('say which limit a connection meets, and forget what is given back', () => {
    const stats = newStats();
    const counts = new ConnectionCounts({ ...DEFAULT_LIMITS, maxConnections: 3, maxConnectionsPerAddress: 2 }, stats);
    expect(['a', 'a', 'a', 'b', 'c'].map((address) => counts.openConnection(address))).toEqual(['taken', 'taken', 'address-full', 'taken', 'process-full']);
    counts.closeConnection('a');
    expect([counts.openConnection('a'), stats.refused]).toEqual(['taken', 2]);
  });

  it('bound logged-in viewers, not anonymous ones or unknown addresses', () => {
    const counts = new ConnectionCounts({ ...DEFAULT_LIMITS, maxConnectionsPerAddress: 1, maxConnectionsPerViewer: 1, maxSubscriptionsPerViewer: 1 }, newStats());
    const viewer = { ...ANONYMOUS_VIEWER, userId: '1' };
    expect([counts.openForViewer(viewer), counts.openForViewer(viewer), counts.openSubscription(viewer), counts.openSubscription(viewer)]).toEqual([true, false, true, false]);
    counts.closeForViewer(viewer);
    counts.closeSubscription(viewer);
    expect([counts.openForViewer(viewer), counts.openSubscription(viewer)]).toEqual([true, true]);
    expect([counts.openForViewer(ANONYMOUS_VIEWER), counts.openForViewer(ANONYMOUS_VIEWER), counts.openConnection(''), counts.openConnection('')]).toEqual([true, true, 'taken', 'taken']);
  });
});
