import { describe, expect, it } from '@jest/globals';
import { nameIn, type Category } from './category.js';
import { CategoryTree } from './category-tree.js';

const category = (id: string, parentId: string | null, position = 0): Category => ({ id, slug: `slug-${id}`, parentId, position, names: [] });
const tree = new CategoryTree([category('leaf', 'branch'), category('late', null, 1), category('branch', 'root'), category('root', null), category('b', 'root', 1), category('a', 'root', 1)]);
const ids = (categories: readonly Category[]): readonly string[] => categories.map(({ id }) => id);

describe('a category tree', () => {
  it('finds by id and slug', () => {
    expect([tree.byId('leaf')?.id, tree.bySlug('slug-leaf')?.id, tree.byId('none'), tree.bySlug('leaf')]).toEqual(['leaf', 'leaf', undefined, undefined]);
  });

  it('lists children by position, then slug', () => {
    expect([ids(tree.childrenOf(null)), ids(tree.childrenOf('root')), ids(tree.childrenOf('none'))]).toEqual([['root', 'late'], ['branch', 'a', 'b'], []]);
  });

  it('walks from the root down to the parent', () => {
    expect(ids(tree.ancestorsOf(category('leaf', 'branch')))).toEqual(['root', 'branch']);
    expect(tree.ancestorsOf(category('root', null))).toEqual([]);
  });

  it('knows a whole branch', () => {
    expect([tree.branch('root'), tree.branch('leaf'), tree.branch('none')]).toEqual([['root', 'branch', 'leaf', 'a', 'b'], ['leaf'], []]);
  });
});

describe('a name in a language', () => {
  const names = [{ locale: 'pt-BR', text: 'móveis' }, { locale: 'en', text: 'furniture' }];
  it.each([['pt-BR', 'móveis'], ['pt', 'móveis'], ['PT-pt', 'móveis'], ['en-GB', 'furniture'], ['de', 'furniture'], [undefined, 'furniture']])('asked for in %s is %s', (locale, text) => {
    expect(nameIn(names, locale)).toBe(text);
  });

  it('is whatever there is where it is in no such language', () => {
    expect(nameIn([{ locale: 'pt-BR', text: 'móveis' }], 'de')).toBe('móveis');
    expect(nameIn([])).toBe('');
  });
});
