import { describe, expect, it } from '@jest/globals';
import { judgeRefresh } from './refresh.js';

const NOW = new Date('2026-01-15T12:00:00.000Z');
const EARLIER = new Date(NOW.getTime() - 1);
const LATER = new Date(NOW.getTime() + 1);

describe('judgeRefresh', () => {
  it.each([
    ['GOOD', { tokenExpiresAt: LATER, spentAt: null, sessionEndedAt: null }],
    ['OVER', { tokenExpiresAt: NOW, spentAt: null, sessionEndedAt: null }],
    ['REUSED', { tokenExpiresAt: LATER, spentAt: EARLIER, sessionEndedAt: null }],
    ['REUSED', { tokenExpiresAt: EARLIER, spentAt: EARLIER, sessionEndedAt: null }],
    ['OVER', { tokenExpiresAt: LATER, spentAt: null, sessionEndedAt: EARLIER }],
    ['OVER', { tokenExpiresAt: LATER, spentAt: EARLIER, sessionEndedAt: EARLIER }],
  ] as const)('%s: %p', (judgement, token) => expect(judgeRefresh(token, NOW)).toBe(judgement));
});
