/** Nodes that one page of a connection holds at most. */
export const MAX_PAGE_SIZE = 100;
/** What a unit of a variant weighs in quotes whose weight nobody knows, in grams. */
export const DEFAULT_UNIT_GRAMS = 1_000;
/** Units of one variant that a cart or order line holds at most. */
export const MAX_QUANTITY = 10_000;
