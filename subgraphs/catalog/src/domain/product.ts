import { type Money } from '@souk/kernel';

export const PRODUCT_STATUSES = ['DRAFT', 'ACTIVE', 'ARCHIVED'] as const;
export type ProductStatus = (typeof PRODUCT_STATUSES)[number];

/** A product as it is read. */
export interface Product {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly description: string | null;
  readonly status: ProductStatus;
  /** By position. */
  readonly categoryIds: readonly string[];
  readonly merchantId: string | null;
  /** Null while no variant has a price. */
  readonly priceRange: { readonly min: Money; readonly max: Money } | null;
  /** Events of its stream. */
  readonly version: number;
  readonly sourceId: string | null;
}

/** Drafts exist for product managers only. */
export const isVisible = ({ status }: Pick<Product, 'status'>, isManager: boolean): boolean => isManager || status !== 'DRAFT';
