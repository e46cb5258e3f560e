import { type EventMeta } from '@souk/events';
import { NotFoundError, newId } from '@souk/kernel';
import { catalogEvents, newEvent } from '@souk/schema/events';
import { clientId } from '@souk/subgraph';
import { z } from 'zod';
import { MAX_CATEGORIES, MAX_CATEGORY_DEPTH, type Category } from '../domain/category.js';
import { CategoryTree } from '../domain/category-tree.js';
import { distinctSlug, slugOf } from '../domain/slug.js';
import { insertCategories, lockCategories } from '../repositories/categories.js';
import { type CommandContext } from './command-context.js';
import { categorySlug, invalid, text } from './inputs.js';
import { write } from './write.js';

export const categoryCreateInput = z.object({ name: text(200), slug: categorySlug.nullish(), parentId: clientId('cat').nullish() });

/**
 * Adds a category behind its siblings, and gives its id. Throws NotFoundError for the parent, and ValidationError where the slug is taken, the
 * branch grows too deep or there are too many. Not idempotent: with a slug, the second time it is taken.
 */
export const categoryCreate = (context: CommandContext, { name, slug: wanted, parentId: parent }: z.output<typeof categoryCreateInput>, meta: EventMeta): Promise<string> =>
  write(context, meta, async ({ tx, append }) => {
    const categories = await lockCategories(tx);
    const tree = new CategoryTree(categories);
    const above = parent == null ? null : tree.byId(parent.uuid ?? '');
    if (above === undefined) throw new NotFoundError(parent?.id ?? '');
    if (categories.length >= MAX_CATEGORIES) throw invalid([], 'too_many', `There are ${MAX_CATEGORIES} categories already, which is the most.`);
    if (above !== null && tree.ancestorsOf(above).length + 2 > MAX_CATEGORY_DEPTH) throw invalid(['parentId'], 'too_deep', `A branch has at most ${MAX_CATEGORY_DEPTH} levels.`);
    if (wanted != null && tree.bySlug(wanted) !== undefined) throw invalid(['slug'], 'taken', `There is a category '${wanted}' already: choose another slug.`);
    const id = newId(context.clock.now().getTime());
    const made = slugOf(name);
    const position = Math.max(-1, ...tree.childrenOf(above?.id ?? null).map((sibling) => sibling.position)) + 1;
    const category: Category = { id, slug: wanted ?? (tree.bySlug(made) === undefined ? made : distinctSlug(made, id)), parentId: above?.id ?? null, position, names: [{ locale: 'en', text: name }] };
    await insertCategories(tx, [category]);
    await append(`category-${id}`, 0, newEvent(catalogEvents.CategoryCreated, { categoryId: id, slug: category.slug, parentId: category.parentId, names: [...category.names] }));
    return id;
  });
