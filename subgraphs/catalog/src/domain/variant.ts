import { type Money } from '@souk/kernel';

/** A variant as it is read. */
export interface Variant {
  readonly id: string;
  readonly productId: string;
  readonly sku: string;
  readonly name: string;
  readonly price: Money | null;
  readonly weightGrams: number | null;
  /** Null unless all three are known. */
  readonly dimensions: { readonly lengthMm: number; readonly heightMm: number; readonly widthMm: number } | null;
  /** One more than the events of its stream. */
  readonly version: number;
}
