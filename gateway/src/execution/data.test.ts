import { describe, expect, it } from '@jest/globals';
import { collectObjects, collectPlaces, mergeInto, type DataObject } from './data.js';

const merged = (target: DataObject, source: string): DataObject => {
  mergeInto(target, JSON.parse(source) as DataObject);
  return target;
};

describe('merging what a fetch brought', () => {
  it('merges objects and lists of one length deeply', () => {
    expect(merged({ a: { x: 1 }, list: [{ x: 1 }, [{ x: 1 }]] }, '{"a":{"y":2},"list":[{"y":2},[{"y":2}]]}')).toEqual({ a: { x: 1, y: 2 }, list: [{ x: 1, y: 2 }, [{ x: 1, y: 2 }]] });
  });

  it.each([['lists of another length', { a: [1, 2, 3] }, '{"a":[4]}', { a: [4] }], ['lists of another length within lists', { a: [[1, 2, 3]] }, '{"a":[[4]]}', { a: [[4]] }], ['an object by a list', { a: {} }, '{"a":[]}', { a: [] }], ['a value by null', { a: 1 }, '{"a":null}', { a: null }], ['null by an object', { a: null }, '{"a":{}}', { a: {} }]])('replaces %s', (_what, target, source, expected) => {
    expect(merged(target, source)).toEqual(expected);
  });

  it('keeps what undefined would replace', () => {
    const target = { a: 1 };
    mergeInto(target, { a: undefined });
    expect(target).toEqual({ a: 1 });
  });

  it.each(['{"__proto__":{"polluted":1}}', '{"a":{"__proto__":{"polluted":1}}}', '{"list":[{"__proto__":{"polluted":1}}]}'])('never touches a prototype: %s', (source) => {
    const target = merged({ a: {}, list: [{}] }, source);
    expect([({} as DataObject)['polluted'], Object.getPrototypeOf(target)]).toEqual([undefined, Object.prototype]);
  });

  it.each(['constructor', 'toString', 'hasOwnProperty'])('takes a field called %s for one like all others', (key) => {
    expect(Object.entries(merged({}, `{"${key}":{"x":1}}`))).toEqual([[key, { x: 1 }]]);
  });
});

describe('the objects at a path', () => {
  const data = { list: [{ of: { id: 1 } }, null, { of: [{ id: 2 }, 'x'] }, { of: null }] };

  it('are found in all items', () => {
    const found: DataObject[] = [];
    collectObjects(data, ['list', '@', 'of'], 0, found);
    expect(found).toEqual([{ id: 1 }, { id: 2 }]);
  });

  it('have their places', () => {
    const found: { readonly object: DataObject; readonly path: readonly (string | number)[] }[] = [];
    collectPlaces(data, ['list', '@', 'of'], 0, [], found);
    expect(found).toEqual([{ object: { id: 1 }, path: ['list', 0, 'of'] }, { object: { id: 2 }, path: ['list', 2, 'of', 0] }]);
  });
});
