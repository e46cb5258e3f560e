import { type Category } from './category.js';

/** All categories of a shop, for walking up and down. */
export class CategoryTree {
  readonly #byId: ReadonlyMap<string, Category>;
  readonly #bySlug: ReadonlyMap<string, Category>;
  readonly #childrenOf = new Map<string | null, Category[]>();

  constructor(categories: readonly Category[]) {
    this.#byId = new Map(categories.map((category) => [category.id, category]));
    this.#bySlug = new Map(categories.map((category) => [category.slug, category]));
    for (const category of [...categories].sort(byPosition)) {
      const siblings = this.#childrenOf.get(category.parentId);
      if (siblings === undefined) this.#childrenOf.set(category.parentId, [category]);
      else siblings.push(category);
    }
  }

  byId(id: string): Category | undefined {
    return this.#byId.get(id);
  }

  bySlug(slug: string): Category | undefined {
    return this.#bySlug.get(slug);
  }

  /** The roots, for null. */
  childrenOf(id: string | null): readonly Category[] {
    return this.#childrenOf.get(id) ?? [];
  }

  /** From the root down to its parent. */
  ancestorsOf({ parentId }: Category): readonly Category[] {
    const parent = parentId === null ? undefined : this.#byId.get(parentId);
    return parent === undefined ? [] : [...this.ancestorsOf(parent), parent];
  }

  /** Ids of the category and all below it; none where there is no such category. */
  branch(id: string): readonly string[] {
    return this.#byId.has(id) ? [id, ...this.childrenOf(id).flatMap((child) => this.branch(child.id))] : [];
  }
}

const byPosition = (left: Category, right: Category): number => left.position - right.position || (left.slug < right.slug ? -1 : 1);
