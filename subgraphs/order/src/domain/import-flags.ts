/** Oddities of imported orders, as the schema names them. */
export type ImportFlag = (typeof IMPORT_FLAGS)[number];

export const IMPORT_FLAGS = [
  'NO_LINES', 'NO_PAYMENT', 'PAYMENT_DIFFERS_FROM_LINES', 'PAYMENT_SEQUENCE_GAP', 'PAYMENT_ZERO', 'PAYMENT_METHOD_UNDEFINED', 'SHIPPING_FREE', 'SHIPPING_LIMIT_IMPLAUSIBLE',
  'DELIVERED_WITHOUT_DELIVERY_DATE', 'DELIVERED_WITHOUT_HANDOVER_DATE', 'DELIVERED_WITHOUT_APPROVAL_DATE', 'CANCELLED_YET_DELIVERED',
  'DELIVERED_BEFORE_HANDOVER', 'HANDOVER_BEFORE_APPROVAL', 'HANDOVER_BEFORE_PURCHASE',
] as const;

/** What a source says of one order, amounts in minor units of one currency. */
export interface OrderFacts {
  readonly state: string;
  readonly placedAt: Date;
  readonly confirmedAt: Date | null;
  readonly handedOverAt: Date | null;
  readonly deliveredAt: Date | null;
  readonly lines: readonly { readonly unitPriceMinor: number; readonly shippingMinor: number; readonly shipBy: Date | null }[];
  readonly payments: readonly { readonly sequence: number; readonly method: string; readonly amountMinor: number }[];
}

/** A source's word for a payment that it knows nothing about. */
const UNDEFINED_METHOD = 'not_defined';
/** Sources round each share of a sum on their own: that much is not odd yet. */
const ROUNDING_MINOR = 1;
/** A merchant's deadline later than this after the purchase is a slip of the source. */
const PLAUSIBLE_SHIPPING_MS = 365 * 24 * 60 * 60 * 1_000;

/** What is odd about an order's facts, in the order of IMPORT_FLAGS. The facts stay as they are. */
export const importFlagsOf = (facts: OrderFacts): readonly ImportFlag[] => IMPORT_FLAGS.filter((flag) => RULES[flag](facts));

const RULES: Readonly<Record<ImportFlag, (facts: OrderFacts) => boolean>> = {
  NO_LINES: ({ lines }) => lines.length === 0,
  NO_PAYMENT: ({ payments }) => payments.length === 0,
  PAYMENT_DIFFERS_FROM_LINES: ({ lines, payments }) => lines.length > 0 && payments.length > 0 && Math.abs(paid(payments) - charged(lines)) > ROUNDING_MINOR,
  PAYMENT_SEQUENCE_GAP: ({ payments }) => payments.map(({ sequence }) => sequence).sort((left, right) => left - right).some((sequence, index) => sequence !== index + 1),
  PAYMENT_ZERO: ({ payments }) => payments.some(({ amountMinor }) => amountMinor === 0),
  PAYMENT_METHOD_UNDEFINED: ({ payments }) => payments.some(({ method }) => method === UNDEFINED_METHOD),
  SHIPPING_FREE: ({ lines }) => lines.some(({ shippingMinor }) => shippingMinor === 0),
  SHIPPING_LIMIT_IMPLAUSIBLE: ({ placedAt, lines }) => lines.some(({ shipBy }) => isBefore(shipBy, placedAt) || isBefore(new Date(placedAt.getTime() + PLAUSIBLE_SHIPPING_MS), shipBy)),
  DELIVERED_WITHOUT_DELIVERY_DATE: ({ state, deliveredAt }) => state === 'DELIVERED' && deliveredAt === null,
  DELIVERED_WITHOUT_HANDOVER_DATE: ({ state, handedOverAt }) => state === 'DELIVERED' && handedOverAt === null,
  DELIVERED_WITHOUT_APPROVAL_DATE: ({ state, confirmedAt }) => state === 'DELIVERED' && confirmedAt === null,
  CANCELLED_YET_DELIVERED: ({ state, deliveredAt }) => state === 'CANCELLED' && deliveredAt !== null,
  DELIVERED_BEFORE_HANDOVER: ({ deliveredAt, handedOverAt }) => isBefore(deliveredAt, handedOverAt),
  HANDOVER_BEFORE_APPROVAL: ({ handedOverAt, confirmedAt }) => isBefore(handedOverAt, confirmedAt),
  HANDOVER_BEFORE_PURCHASE: ({ handedOverAt, placedAt }) => isBefore(handedOverAt, placedAt),
};

const isBefore = (left: Date | null, right: Date | null): boolean => left !== null && right !== null && left.getTime() < right.getTime();

const paid = (payments: OrderFacts['payments']): number => payments.reduce((sum, { amountMinor }) => sum + amountMinor, 0);

const charged = (lines: OrderFacts['lines']): number => lines.reduce((sum, { unitPriceMinor, shippingMinor }) => sum + unitPriceMinor + shippingMinor, 0);
