/** Stable codes of what the gateway refuses for its size, its cost or its rate. */
export const LimitCode = {
  /** The document is too deep or too large; `limit`, `max` and `actual` say in what. HTTP 400. */
  operation: 'OPERATION_LIMIT_EXCEEDED',
  /** The operation would cost more than one may; `estimated` and `max` say how much. HTTP 400. */
  cost: 'COST_LIMIT_EXCEEDED',
  /** The viewer or the address has used up its budget; `retryAfterSeconds` says until when. HTTP 429. */
  rate: 'RATE_LIMITED',
} as const;
