/** Tokens of one document: ten times what our own largest operation has, and few enough that no nesting exhausts the stack. */
export const MAX_TOKENS = 5_000;
