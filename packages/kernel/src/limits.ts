/** Nodes that one page of a connection holds at most. */
export const MAX_PAGE_SIZE = 100;
/** Units of one variant that a cart or order line holds at most. */
export const MAX_QUANTITY = 10_000;
