/** A merchant as it is read; city, region and postal code as the source wrote them. */
export interface Merchant {
  readonly id: string;
  readonly name: string;
  readonly city: string | null;
  readonly region: string | null;
  readonly postalCode: string | null;
  readonly sourceId: string | null;
}
