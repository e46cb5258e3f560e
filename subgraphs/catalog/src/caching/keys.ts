/** Names of cached things: what is kept under an id, and tags of what many events outdate. */
export const keyOf = {
  product: (id: string): string => `product:${id}`,
  productIdBySlug: (slug: string): string => `product-slug:${slug}`,
  variant: (id: string): string => `variant:${id}`,
  variantIdBySku: (sku: string): string => `variant-sku:${sku}`,
  variantsOfProduct: (productId: string): string => `variants-of:${productId}`,
  stockOfVariant: (variantId: string): string => `stock-of:${variantId}`,
  merchant: (id: string): string => `merchant:${id}`,
  review: (id: string): string => `review:${id}`,
  categories: (): string => 'categories',
  productPage: (specification: string): string => `products:${specification}`,
  productCount: (specification: string): string => `products-count:${specification}`,
  reviewPage: (specification: string): string => `reviews:${specification}`,
} as const;

export const tags = {
  /** Lists of products, and their numbers. */
  products: 'products',
  /** Those that a change of stock alters too. */
  stock: 'stock',
  /** Lists of reviews. */
  reviews: 'reviews',
  /** Answers "there is none": whatever is new may be one of those. */
  absences: 'absences',
} as const;
