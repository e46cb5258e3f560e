/** A review as it is read. */
export interface Review {
  readonly id: string;
  readonly orderId: string;
  readonly score: number;
  /** ISO 8601. */
  readonly createdAt: string;
}
