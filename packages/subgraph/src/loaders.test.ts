import { describe, expect, it } from '@jest/globals';
import { loaderOfMany, loaderOfOne, loaderOfPages } from './loaders.js';

describe('loaders', () => {
  it('one row per key: one read, undefined for what is not there', async () => {
    const reads: (readonly string[])[] = [];
    const loader = loaderOfOne((keys) => {
      reads.push(keys);
      return Promise.resolve(keys.filter((key) => key !== 'none').map((id) => ({ id })));
    }, ({ id }) => id);
    expect(await Promise.all(['b', 'none', 'a', 'b'].map((key) => loader.load(key)))).toEqual([{ id: 'b' }, undefined, { id: 'a' }, { id: 'b' }]);
    expect(reads).toEqual([['b', 'none', 'a']]);
  });

  it('many rows per key: one read, in the order of the read, an empty list for none', async () => {
    const loader = loaderOfMany(() => Promise.resolve(['a1', 'b1', 'a2']), (row) => row.charAt(0));
    expect(await Promise.all(['a', 'c', 'b'].map((key) => loader.load(key)))).toEqual([['a1', 'a2'], [], ['b1']]);
  });

  it('with arguments: one read per set of arguments, whatever the number of keys', async () => {
    const reads: string[] = [];
    const loader = loaderOfPages((ids, { first }: { readonly first: number }) => {
      reads.push(`${ids.join('')}:${first}`);
      return Promise.resolve(ids.map((id) => ({ id, first })));
    }, ({ id }) => id);
    const pages = await Promise.all([['a', 1], ['b', 1], ['a', 2], ['a', 1]].map(([id, first]) => loader.load({ id: String(id), args: { first: Number(first) } })));
    expect(pages.flat()).toEqual([{ id: 'a', first: 1 }, { id: 'b', first: 1 }, { id: 'a', first: 2 }, { id: 'a', first: 1 }]);
    expect(reads).toEqual(['ab:1', 'a:2']);
  });
});
