import { type CurrencyCode } from '@souk/kernel';

export type ProductSort = 'RELEVANCE' | 'NEWEST' | 'PRICE_ASC' | 'PRICE_DESC';

/** Which products; all conditions must hold. Normalised, so that equal questions have equal specifications. */
export interface ProductSelection {
  /** All of these words, each at least the start of one in name, SKU or description; null: any product. */
  readonly words: readonly string[] | null;
  /** Of each group, in at least one of its categories. Sorted ids. */
  readonly within: readonly (readonly string[])[];
  readonly price: { readonly currency: CurrencyCode; readonly minMinor: number | null; readonly maxMinor: number | null } | null;
  readonly inStock: boolean | null;
  /** Drafts and archived ones too. */
  readonly withHidden: boolean;
}

/** Where a product stands in a sort order: a score, an instant (ISO 8601) or an amount. */
export type SortKey = number | string;

export interface ProductPageSpec extends ProductSelection {
  /** RELEVANCE with words only. */
  readonly sort: ProductSort;
  readonly limit: number;
  readonly after: { readonly key: SortKey; readonly id: string } | null;
}

/** Up to `limit + 1` products, so that one knows whether there are more. */
export type ProductPage = readonly { readonly id: string; readonly key: SortKey }[];
