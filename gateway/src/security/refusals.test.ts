import { describe, expect, it } from '@jest/globals';
import { type Cut } from './cut-operation.js';
import { refusalsOf } from './refusals.js';

const rules = { maskOf: () => ({ key: '', isDenied: () => true }), explain: () => 'a logged-in viewer' };
const cutAt = (path: readonly string[], climbs = 0): Cut => ({ path, typeName: 'User', fieldName: 'email', climbs, climbsOut: false });
const pathsOf = (path: readonly string[], data: unknown, climbs = 0, isEmpty = false): unknown => refusalsOf({ cuts: [cutAt(path, climbs)], isEmpty }, data, rules).map((error) => error.path);

describe('the errors for what was cut', () => {
  it('name each place that is null, with list indexes', () => {
    expect(pathsOf(['users', 'email'], { users: [{ email: null }, { name: 'x' }, null, { email: null }] })).toEqual([['users', 0, 'email'], ['users', 3, 'email']]);
  });

  it('name the position where null climbed and took the place itself away', () => {
    expect(pathsOf(['users', 'email'], { users: null }, 1)).toEqual([['users', 'email']]);
    expect(pathsOf(['users', 'email'], { users: [null, null] }, 1)).toEqual([['users', 'email']]);
    expect(pathsOf(['users', 'email'], null, 2)).toEqual([['users', 'email']]);
  });

  it('name the position where nothing was fetched', () => {
    expect(pathsOf(['users', 'email'], { users: null }, 0, true)).toEqual([['users', 'email']]);
    expect(pathsOf(['users', 'email'], null, 0, true)).toEqual([['users', 'email']]);
  });

  it('are none where nothing is there to refuse', () => {
    expect(pathsOf(['users', 'email'], { users: [] })).toEqual([]);
    expect(pathsOf(['user', 'email'], { user: null })).toEqual([]);
    expect(pathsOf(['order', 'user', 'email'], { order: null }, 1)).toEqual([]);
    expect(pathsOf(['user', 'email'], { user: { name: 'skipped by a directive' } }, 0, true)).toEqual([]);
  });

  it('come once per place, however often it was asked, and at most a hundred times', () => {
    expect(refusalsOf({ cuts: [cutAt(['a']), cutAt(['a'])], isEmpty: false }, { a: null }, rules)).toHaveLength(1);
    expect(pathsOf(['users', 'email'], { users: Array.from({ length: 500 }, () => ({ email: null })) })).toHaveLength(100);
  });
});
