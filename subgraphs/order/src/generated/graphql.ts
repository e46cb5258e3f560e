import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Money as MoneyAmount } from '@souk/kernel';
import type { CartState, CartLineState } from '../domain/cart.js';
import type { PriceChange } from '../domain/cart-problems.js';
import type { Shortage } from '../domain/errors.js';
import type { ShownOrder, ShownOrderEvent } from '../resolvers/order-as-of.js';
import type { OrderLine as OrderLineRow } from '../entities/order-line.js';
import type { OrderAddress as OrderAddressRow } from '../entities/order-address.js';
import type { Payment as PaymentRow } from '../entities/payment.js';
import type { OrderHistoryEvent } from '../repositories/order-events.js';
import type { OrderPage } from '../loaders/order-page.js';
import type { SalesReportSource } from '../resolvers/sales-report-source.js';
import type { CheckoutWithoutEnd } from '../resolvers/checkout-in-doubt.js';
import type { Context } from '../context.js';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** An instant, ISO 8601 in UTC with milliseconds, e.g. `2026-04-01T12:00:00.000Z`. */
  DateTime: { input: Date; output: Date; }
  /** A whole number between −(2^53−1) and 2^53−1, as a JSON number; inputs may also be a text of digits. */
  BigInt: { input: number; output: number; }
  /** A decimal number as text, with all its digits, e.g. `12.30`. */
  Decimal: { input: string; output: string; }
  /** ISO 3166-1 alpha-2, e.g. `BR`. */
  CountryCode: { input: string; output: string; }
  _FieldSet: { input: unknown; output: unknown; }
};

/** Anything with an id that stays the same for ever. */
export type Node = {
  /** Opaque and type-prefixed, e.g. `prod_0196…`. */
  readonly id: Scalars['ID']['output'];
};

/** ISO 4217 currencies that Souk sells in. */
export type CurrencyCode =
  | 'BRL'
  | 'CNY'
  | 'EUR'
  | 'GBP'
  | 'JPY'
  | 'USD';

/** An exact amount, never a float. */
export type Money = {
  readonly __typename?: 'Money';
  /** Whole minor units: cents; yen as they are. */
  readonly amountMinor: Scalars['BigInt']['output'];
  /** The currency of the amount. */
  readonly currency: CurrencyCode;
  /** The same amount as decimal text, for display. */
  readonly decimal: Scalars['Decimal']['output'];
};

/** An exact amount, as input. */
export type MoneyInput = {
  /** Whole minor units: cents; yen as they are. */
  readonly amountMinor: Scalars['BigInt']['input'];
  /** The currency of the amount. */
  readonly currency: CurrencyCode;
};

/** Where a page lies within its connection (Relay cursor connections). */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  /** More follows after `endCursor`. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** More lies before `startCursor`. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** Cursor of the first edge; null on an empty page. */
  readonly startCursor?: Maybe<Scalars['String']['output']>;
  /** Cursor of the last edge; null on an empty page. */
  readonly endCursor?: Maybe<Scalars['String']['output']>;
};

/** An expected refusal, answered as data: show `message`, switch on `code`. */
export type UserError = {
  /** For people: what was expected, what was found, what to do. */
  readonly message: Scalars['String']['output'];
  /** Stable, for programs. */
  readonly code: Scalars['String']['output'];
  /** The input field it is about, where there is one. */
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
};

/** What was named does not exist, or this viewer may not know that it does. */
export type NotFoundError = UserError & {
  readonly __typename?: 'NotFoundError';
  readonly message: Scalars['String']['output'];
  readonly code: Scalars['String']['output'];
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The id that led nowhere. */
  readonly entityId: Scalars['ID']['output'];
};

/** The input breaks rules; every broken one is listed. */
export type ValidationError = UserError & {
  readonly __typename?: 'ValidationError';
  readonly message: Scalars['String']['output'];
  readonly code: Scalars['String']['output'];
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** Every broken rule. */
  readonly issues: ReadonlyArray<FieldIssue>;
};

/** One broken rule of one input field. */
export type FieldIssue = {
  readonly __typename?: 'FieldIssue';
  /** Where in the input. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
  /** Stable name of the rule, e.g. `too_small`. */
  readonly rule: Scalars['String']['output'];
  /** For people. */
  readonly message: Scalars['String']['output'];
};

/** Somebody else changed it first: read it again and repeat the change. */
export type ConflictError = UserError & {
  readonly __typename?: 'ConflictError';
  readonly message: Scalars['String']['output'];
  readonly code: Scalars['String']['output'];
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The version that the input named. */
  readonly expectedVersion: Scalars['Int']['output'];
  /** The version that is current. */
  readonly actualVersion: Scalars['Int']['output'];
};

/** The key was used before with another input: take a new key for a new intent. */
export type IdempotencyMismatchError = UserError & {
  readonly __typename?: 'IdempotencyMismatchError';
  readonly message: Scalars['String']['output'];
  readonly code: Scalars['String']['output'];
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
};

export type User = {
  readonly __typename?: 'User';
  readonly id: Scalars['ID']['output'];
  /** Orders of this account, newest first. Null to everybody but the account itself and readers of any order. */
  readonly orders?: Maybe<OrderConnection>;
  /** The cart this account is filling; null before the first line, and to everybody else. */
  readonly cart?: Maybe<Cart>;
};


export type UserOrdersArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<OrderFilter>;
};

export type ProductVariant = {
  readonly __typename?: 'ProductVariant';
  readonly id: Scalars['ID']['output'];
};

export type Merchant = {
  readonly __typename?: 'Merchant';
  readonly id: Scalars['ID']['output'];
};

export type Category = {
  readonly __typename?: 'Category';
  readonly slug: Scalars['String']['output'];
};

/**
 * What somebody is about to buy. Prices are today's; they are fixed by `checkoutComplete`.
 * A cart without an account belongs to whoever knows its id.
 */
export type Cart = Node & {
  readonly __typename?: 'Cart';
  readonly id: Scalars['ID']['output'];
  /** Counts its changes; send it back as `expectedVersion`. */
  readonly version: Scalars['Int']['output'];
  /** In the order they were added; at most 100. */
  readonly lines: ReadonlyArray<CartLine>;
  /** Lines at today's prices. Null while a price cannot be had or the cart is empty. */
  readonly subtotal?: Maybe<Money>;
  /** What the chosen shipping costs; null before `cartShippingSelect`, and again once the lines changed or the quote has expired. */
  readonly shipping?: Maybe<Money>;
  /** Subtotal and shipping: what `checkoutComplete` expects as `expectedTotal`. Null while one of them is missing. */
  readonly total?: Maybe<Money>;
  /** What changed since the lines were added. */
  readonly problems: ReadonlyArray<CartProblem>;
};

/** One variant in a cart. */
export type CartLine = {
  readonly __typename?: 'CartLine';
  readonly id: Scalars['ID']['output'];
  /** Null while the catalog cannot be asked. */
  readonly variant?: Maybe<ProductVariant>;
  /** 1 to 10,000. */
  readonly quantity: Scalars['Int']['output'];
  /** Today's price of one unit; null while the catalog cannot be asked or no longer sells it. */
  readonly unitPrice?: Maybe<Money>;
  /** Quantity times `unitPrice`. */
  readonly lineTotal?: Maybe<Money>;
};

/** Something the shopper should know before paying. */
export type CartProblem = PriceChangedProblem | StockShortProblem;

/** The price moved since the line was added. */
export type PriceChangedProblem = {
  readonly __typename?: 'PriceChangedProblem';
  /** Always there; nullable as in StockShortProblem, so that one query may ask both for it. */
  readonly lineId?: Maybe<Scalars['ID']['output']>;
  readonly was: Money;
  readonly now: Money;
};

/** Fewer units are left than the line asks for. */
export type StockShortProblem = {
  readonly __typename?: 'StockShortProblem';
  /** The cart line; null where the shortage was found outside a cart. */
  readonly lineId?: Maybe<Scalars['ID']['output']>;
  readonly variant?: Maybe<ProductVariant>;
  readonly requested: Scalars['Int']['output'];
  readonly available: Scalars['Int']['output'];
};

/**
 * A purchase. Seen by its buyer, by readers of any order, and by bearers of its guest token; to everybody else it does not exist.
 * Read with `asOf`, it shows the past where a field does not say otherwise; lines and amounts never change. What other services add (buyer, variants, shipments, deliverBy) is of now: `shipment` takes `asOf`, too.
 */
export type Order = Node & {
  readonly __typename?: 'Order';
  readonly id: Scalars['ID']['output'];
  /** What people say on the telephone; imported orders keep their source's id. */
  readonly number: Scalars['String']['output'];
  readonly state: OrderState;
  /** States that the order may move to from here. */
  readonly allowedTransitions: ReadonlyArray<OrderState>;
  readonly placedAt: Scalars['DateTime']['output'];
  /** When stock and payment were ours (imported: when the payment was approved); null before, or where the source gave none. */
  readonly confirmedAt?: Maybe<Scalars['DateTime']['output']>;
  /** When the last shipment was handed to its carrier; null before, or where the source gave none. */
  readonly shippedAt?: Maybe<Scalars['DateTime']['output']>;
  /** When the last shipment arrived; null before, or where the source gave none. */
  readonly deliveredAt?: Maybe<Scalars['DateTime']['output']>;
  readonly cancelledAt?: Maybe<Scalars['DateTime']['output']>;
  /** Delivery date that the shopper was promised at purchase. */
  readonly promisedBy?: Maybe<Scalars['DateTime']['output']>;
  /** Who bought; null for guests. */
  readonly buyer?: Maybe<User>;
  /** What was bought, by position. */
  readonly lines: ReadonlyArray<OrderLine>;
  /** Lines without shipping. */
  readonly subtotal: Money;
  readonly shipping: Money;
  readonly total: Money;
  /** How it was paid, by sequence. */
  readonly payments?: Maybe<ReadonlyArray<Payment>>;
  /** Where the order was imported: the source's name for its state. With `asOf` still that of the import: the source told no other. */
  readonly sourceStatus?: Maybe<Scalars['String']['output']>;
  /** Where the order was imported: what is odd about the source's facts, all of them. They are kept as given. */
  readonly importFlags: ReadonlyArray<OrderImportFlag>;
  /** Its history, oldest first. */
  readonly events: OrderEventConnection;
  /** Where it goes. Null once erased. With `asOf` the one of now: addresses are not in the event log, so that they can be erased. */
  readonly shippingAddress?: Maybe<OrderAddress>;
  /** Opens this order, and only this, to whoever holds it: for a tracking link. Lives 90 days. Null for those who came by such a link themselves. */
  readonly guestToken?: Maybe<Scalars['String']['output']>;
  /** Counts its events; send it back as `expectedVersion`, or as `afterSequence` to hear what comes next. */
  readonly version: Scalars['Int']['output'];
};


/**
 * A purchase. Seen by its buyer, by readers of any order, and by bearers of its guest token; to everybody else it does not exist.
 * Read with `asOf`, it shows the past where a field does not say otherwise; lines and amounts never change. What other services add (buyer, variants, shipments, deliverBy) is of now: `shipment` takes `asOf`, too.
 */
export type OrderEventsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};

/** Snapshot: survives edits and deletion in the address book. */
export type OrderAddress = {
  readonly __typename?: 'OrderAddress';
  /** Null where the source named nobody. */
  readonly recipient?: Maybe<Scalars['String']['output']>;
  /** Street and number; empty where the source gave none. */
  readonly lines: ReadonlyArray<Scalars['String']['output']>;
  readonly city?: Maybe<Scalars['String']['output']>;
  /** State or region code. */
  readonly region?: Maybe<Scalars['String']['output']>;
  /** Or its prefix, where the source gave no more; leading zeros kept. */
  readonly postalCode: Scalars['String']['output'];
  readonly countryCode: Scalars['CountryCode']['output'];
};

/**
 * PENDING: accepted, not yet certain. CONFIRMED: stock and payment are ours; nothing takes it back but a cancellation.
 * Money's own states are on the payment.
 */
export type OrderState =
  | 'PENDING'
  | 'CONFIRMED'
  | 'PARTIALLY_SHIPPED'
  | 'SHIPPED'
  | 'DELIVERED'
  | 'COMPLETED'
  | 'CANCELLED';

/** Oddities of imported orders. */
export type OrderImportFlag =
  | 'NO_LINES'
  | 'NO_PAYMENT'
  | 'PAYMENT_DIFFERS_FROM_LINES'
  | 'PAYMENT_SEQUENCE_GAP'
  | 'PAYMENT_ZERO'
  | 'PAYMENT_METHOD_UNDEFINED'
  | 'SHIPPING_FREE'
  | 'SHIPPING_LIMIT_IMPLAUSIBLE'
  | 'DELIVERED_WITHOUT_DELIVERY_DATE'
  | 'DELIVERED_WITHOUT_HANDOVER_DATE'
  | 'DELIVERED_WITHOUT_APPROVAL_DATE'
  | 'CANCELLED_YET_DELIVERED'
  | 'DELIVERED_BEFORE_HANDOVER'
  | 'HANDOVER_BEFORE_APPROVAL'
  | 'HANDOVER_BEFORE_PURCHASE';

/** One variant in an order, as it was at purchase. */
export type OrderLine = {
  readonly __typename?: 'OrderLine';
  readonly id: Scalars['ID']['output'];
  /** Null where the catalog never had it. */
  readonly variant?: Maybe<ProductVariant>;
  readonly sku: Scalars['String']['output'];
  readonly nameAtPurchase: Scalars['String']['output'];
  readonly quantity: Scalars['Int']['output'];
  readonly unitPrice: Money;
  /** Quantity times `unitPrice`. */
  readonly lineTotal: Money;
  /** The line's share of the shipping, where its source gave one. */
  readonly shipping?: Maybe<Money>;
  /** Who sold it; null for the shop itself. */
  readonly merchant?: Maybe<Merchant>;
};

/** Money taken for an order, or tried to. */
export type Payment = Node & {
  readonly __typename?: 'Payment';
  readonly id: Scalars['ID']['output'];
  /** 1, 2, … within the order; imported ones keep their source's number. */
  readonly sequence: Scalars['Int']['output'];
  /** `sandbox`, `wallet`, or the name of the source it was imported from. */
  readonly provider: Scalars['String']['output'];
  /** `card`, `wallet`, or the source's own word. */
  readonly method?: Maybe<Scalars['String']['output']>;
  /** In how many instalments; null where nobody said. */
  readonly installments?: Maybe<Scalars['Int']['output']>;
  readonly state: PaymentState;
  readonly amount: Money;
  readonly refunded: Money;
  /** The provider's reason, where it said no. */
  readonly declineCode?: Maybe<Scalars['String']['output']>;
};

/** Where the money is. */
export type PaymentState =
  /** Being asked for. */
  | 'PENDING'
  /** Held for us at the provider. */
  | 'AUTHORIZED'
  /** Ours. */
  | 'CAPTURED'
  /** Let go before it was ours. */
  | 'VOIDED'
  /** Given back. */
  | 'REFUNDED'
  /** Refused by the provider. */
  | 'FAILED';

/** Something that happened to an order. */
export type OrderEvent = {
  readonly id: Scalars['ID']['output'];
  /** 1, 2, … within the order, without gaps. */
  readonly sequence: Scalars['Int']['output'];
  /** When it happened. */
  readonly at: Scalars['DateTime']['output'];
  /** `customer`, `operations`, `carrier`, `system` or `import`. */
  readonly actor: Scalars['String']['output'];
};

/** The order moved on. */
export type OrderStateChanged = OrderEvent & {
  readonly __typename?: 'OrderStateChanged';
  readonly id: Scalars['ID']['output'];
  readonly sequence: Scalars['Int']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Scalars['String']['output'];
  /** Null for the first. */
  readonly from?: Maybe<OrderState>;
  readonly to: OrderState;
  /** Why, for a cancellation. */
  readonly reason?: Maybe<Scalars['String']['output']>;
};

/** Its money moved. */
export type OrderPaymentChanged = OrderEvent & {
  readonly __typename?: 'OrderPaymentChanged';
  readonly id: Scalars['ID']['output'];
  readonly sequence: Scalars['Int']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Scalars['String']['output'];
  readonly payment: Payment;
  /** Where the money went. */
  readonly paymentState: PaymentState;
};

/** One of its shipments moved. */
export type OrderShipmentChanged = OrderEvent & {
  readonly __typename?: 'OrderShipmentChanged';
  readonly id: Scalars['ID']['output'];
  readonly sequence: Scalars['Int']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Scalars['String']['output'];
  readonly shipment?: Maybe<Shipment>;
  /** What logistics calls its state then. */
  readonly shipmentState: Scalars['String']['output'];
};

export type Shipment = {
  readonly __typename?: 'Shipment';
  readonly id: Scalars['ID']['output'];
};

/** It came from another system, with its facts as they were there. */
export type OrderImported = OrderEvent & {
  readonly __typename?: 'OrderImported';
  readonly id: Scalars['ID']['output'];
  readonly sequence: Scalars['Int']['output'];
  readonly at: Scalars['DateTime']['output'];
  readonly actor: Scalars['String']['output'];
  readonly source: Scalars['String']['output'];
  readonly sourceStatus: Scalars['String']['output'];
};

/** A page of events. */
export type OrderEventConnection = {
  readonly __typename?: 'OrderEventConnection';
  readonly edges: ReadonlyArray<OrderEventEdge>;
  readonly nodes: ReadonlyArray<OrderEvent>;
  readonly pageInfo: PageInfo;
};

/** One event and its place in the list. */
export type OrderEventEdge = {
  readonly __typename?: 'OrderEventEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: OrderEvent;
};

/** A page of orders. */
export type OrderConnection = {
  readonly __typename?: 'OrderConnection';
  readonly edges: ReadonlyArray<OrderEdge>;
  readonly nodes: ReadonlyArray<Order>;
  readonly pageInfo: PageInfo;
  /** All orders that match, over all pages. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
};

/** One order and its place in the list. */
export type OrderEdge = {
  readonly __typename?: 'OrderEdge';
  readonly cursor: Scalars['String']['output'];
  readonly node: Order;
};

/** All conditions must hold. */
export type OrderFilter = {
  readonly states?: InputMaybe<ReadonlyArray<OrderState>>;
  readonly placedAt?: InputMaybe<DateTimeRange>;
  /** Imported orders that carry all of these flags. */
  readonly importFlags?: InputMaybe<ReadonlyArray<OrderImportFlag>>;
  /** Imported from this source, e.g. `olist`. */
  readonly source?: InputMaybe<Scalars['String']['input']>;
};

/** `from` is included, `to` is not; an absent end is open. */
export type DateTimeRange = {
  readonly from?: InputMaybe<Scalars['DateTime']['input']>;
  readonly to?: InputMaybe<Scalars['DateTime']['input']>;
};

/** Sales in one currency: orders that were confirmed, and imported ones. Amounts are what customers paid or were charged, states those of now, months those of `placedAt` in UTC. */
export type SalesReport = {
  readonly __typename?: 'SalesReport';
  readonly currency: CurrencyCode;
  readonly orderCount: Scalars['Int']['output'];
  readonly lineCount: Scalars['Int']['output'];
  readonly paymentCount: Scalars['Int']['output'];
  /** Accounts that bought. */
  readonly buyerCount: Scalars['Int']['output'];
  /** Accounts that bought more than once. */
  readonly repeatBuyerCount: Scalars['Int']['output'];
  /** Delivery addresses that the source told apart. */
  readonly addressCount: Scalars['Int']['output'];
  readonly firstPlacedAt?: Maybe<Scalars['DateTime']['output']>;
  readonly lastPlacedAt?: Maybe<Scalars['DateTime']['output']>;
  readonly paymentTotal: Money;
  readonly lineTotal: Money;
  readonly shippingTotal: Money;
  readonly byState: ReadonlyArray<SalesByState>;
  /** By the source's own status, imported orders only. */
  readonly bySourceStatus: ReadonlyArray<SalesBySourceStatus>;
  readonly byMonth: ReadonlyArray<SalesByMonth>;
  readonly byPaymentMethod: ReadonlyArray<SalesByPaymentMethod>;
  /** By the address's region; without orders whose address was erased. */
  readonly byRegion: ReadonlyArray<SalesByRegion>;
  /** Categories by turnover, highest first. At most 500. */
  readonly byCategory: ReadonlyArray<SalesByCategory>;
  /** Categories that sold anything. */
  readonly categoryCount: Scalars['Int']['output'];
  /** Lines whose product had no category at purchase. */
  readonly linesWithoutCategory: Scalars['Int']['output'];
  /** Merchants by turnover, highest first. At most 500. */
  readonly byMerchant: ReadonlyArray<SalesByMerchant>;
  readonly delivery: DeliveryPerformance;
  readonly irregularities: OrderIrregularities;
};


/** Sales in one currency: orders that were confirmed, and imported ones. Amounts are what customers paid or were charged, states those of now, months those of `placedAt` in UTC. */
export type SalesReportByCategoryArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Sales in one currency: orders that were confirmed, and imported ones. Amounts are what customers paid or were charged, states those of now, months those of `placedAt` in UTC. */
export type SalesReportByMerchantArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};

export type SalesByState = {
  readonly __typename?: 'SalesByState';
  readonly state: OrderState;
  readonly orderCount: Scalars['Int']['output'];
  readonly paymentTotal: Money;
};

export type SalesBySourceStatus = {
  readonly __typename?: 'SalesBySourceStatus';
  readonly sourceStatus: Scalars['String']['output'];
  readonly orderCount: Scalars['Int']['output'];
  readonly paymentTotal: Money;
};

export type SalesByMonth = {
  readonly __typename?: 'SalesByMonth';
  /** `YYYY-MM`. */
  readonly month: Scalars['String']['output'];
  readonly orderCount: Scalars['Int']['output'];
  readonly paymentTotal: Money;
};

export type SalesByPaymentMethod = {
  readonly __typename?: 'SalesByPaymentMethod';
  readonly method: Scalars['String']['output'];
  readonly paymentCount: Scalars['Int']['output'];
  readonly paymentTotal: Money;
};

export type SalesByRegion = {
  readonly __typename?: 'SalesByRegion';
  readonly region: Scalars['String']['output'];
  readonly orderCount: Scalars['Int']['output'];
  readonly delivery: DeliveryPerformance;
};

export type SalesByCategory = {
  readonly __typename?: 'SalesByCategory';
  /** As it was at purchase. */
  readonly category?: Maybe<Category>;
  readonly lineCount: Scalars['Int']['output'];
  readonly lineTotal: Money;
  readonly shippingTotal: Money;
};

export type SalesByMerchant = {
  readonly __typename?: 'SalesByMerchant';
  readonly merchant?: Maybe<Merchant>;
  readonly lineCount: Scalars['Int']['output'];
  readonly lineTotal: Money;
};

/** How well promises were kept: over orders in state DELIVERED whose delivery time is known. */
export type DeliveryPerformance = {
  readonly __typename?: 'DeliveryPerformance';
  readonly deliveredCount: Scalars['Int']['output'];
  /** Delivered at or before the promised instant. */
  readonly onTimeCount: Scalars['Int']['output'];
  /** Delivered after it. */
  readonly lateCount: Scalars['Int']['output'];
  /** Delivered on or before the promised day (UTC). */
  readonly onTimeByDateCount: Scalars['Int']['output'];
  /** Days from purchase to delivery, on average, with 4 decimals; null where nothing was delivered. */
  readonly averageDays?: Maybe<Scalars['Float']['output']>;
};

/** What is odd about the orders, each a number of orders unless its name says otherwise. */
export type OrderIrregularities = {
  readonly __typename?: 'OrderIrregularities';
  readonly withoutLines: Scalars['Int']['output'];
  readonly withoutLinesBySourceStatus: ReadonlyArray<SourceStatusCount>;
  readonly withoutPayment: Scalars['Int']['output'];
  readonly withSeveralLines: Scalars['Int']['output'];
  readonly maxLinesPerOrder: Scalars['Int']['output'];
  readonly withSeveralMerchants: Scalars['Int']['output'];
  /** Orders with two lines of one product. */
  readonly withRepeatedProducts: Scalars['Int']['output'];
  readonly withSeveralPayments: Scalars['Int']['output'];
  readonly maxPaymentsPerOrder: Scalars['Int']['output'];
  /** Payments not numbered 1, 2, …, n. */
  readonly withPaymentSequenceGap: Scalars['Int']['output'];
  /** Payments of 0. */
  readonly zeroPaymentCount: Scalars['Int']['output'];
  /** Payments in 0 instalments. */
  readonly zeroInstallmentPaymentCount: Scalars['Int']['output'];
  /** Payments whose method the source did not define. */
  readonly undefinedMethodPaymentCount: Scalars['Int']['output'];
  /** Lines of price 0. */
  readonly zeroPriceLineCount: Scalars['Int']['output'];
  /** Lines whose share of the shipping was 0. */
  readonly zeroShippingLineCount: Scalars['Int']['output'];
  /** Orders with lines and payments, where these differ from lines and shipping at all. */
  readonly paymentDiffers: Scalars['Int']['output'];
  /** … by more than one minor unit, upwards. */
  readonly paymentAboveLines: Scalars['Int']['output'];
  /** … by more than one minor unit, downwards. */
  readonly paymentBelowLines: Scalars['Int']['output'];
  /** Payments less lines and shipping, over orders with lines and payments. */
  readonly paymentMinusLinesTotal: Money;
  readonly confirmedBeforePlaced: Scalars['Int']['output'];
  readonly handedOverBeforeConfirmed: Scalars['Int']['output'];
  readonly handedOverBeforePlaced: Scalars['Int']['output'];
  readonly deliveredBeforeHandedOver: Scalars['Int']['output'];
  readonly deliveredWithoutDeliveryDate: Scalars['Int']['output'];
  readonly deliveredWithoutHandoverDate: Scalars['Int']['output'];
  readonly deliveredWithoutConfirmationDate: Scalars['Int']['output'];
  readonly cancelledYetDelivered: Scalars['Int']['output'];
  /** Neither DELIVERED nor CANCELLED, yet with a delivery date. */
  readonly undeliveredWithDeliveryDate: Scalars['Int']['output'];
  /** Lines whose shipping deadline lies before the purchase. */
  readonly shippingLimitBeforePlacedLineCount: Scalars['Int']['output'];
  /** Lines whose shipping deadline lies more than 365 days after the purchase. */
  readonly shippingLimitImplausibleLineCount: Scalars['Int']['output'];
  /** Products sold at more than one price. */
  readonly productsAtSeveralPrices: Scalars['Int']['output'];
  /** Products sold by more than one merchant. */
  readonly productsOfSeveralMerchants: Scalars['Int']['output'];
};

/** Orders of a source's status. */
export type SourceStatusCount = {
  readonly __typename?: 'SourceStatusCount';
  readonly sourceStatus: Scalars['String']['output'];
  readonly count: Scalars['Int']['output'];
};

/** How many orders came how far. An order that came to a step has come to all before it, whether or not a source gave the time of each: one that is delivered was confirmed. */
export type OrderFunnel = {
  readonly __typename?: 'OrderFunnel';
  /** All of them. */
  readonly placed: OrderFunnelStep;
  /** Stock and payment were ours. */
  readonly confirmed: OrderFunnelStep;
  /** Its last shipment was handed to its carrier. */
  readonly shipped: OrderFunnelStep;
  /** Its last shipment arrived. */
  readonly delivered: OrderFunnelStep;
  /** Cancelled, from whichever step: no step of the way, so that an order may be here and in those that it came to before. */
  readonly cancelled: OrderFunnelStep;
};

/** Orders that came to a step. */
export type OrderFunnelStep = {
  readonly __typename?: 'OrderFunnelStep';
  readonly orderCount: Scalars['Int']['output'];
  /** Of all that were placed, 0 to 1, with 4 decimals; null where none was. */
  readonly share?: Maybe<Scalars['Float']['output']>;
};

/** How long orders stayed in a state, in seconds, with 3 decimals. */
export type OrderStateTime = {
  readonly __typename?: 'OrderStateTime';
  readonly state: OrderState;
  /** Stays that ended. */
  readonly stayCount: Scalars['Int']['output'];
  /** Half of the stays were no longer (between the two in the middle, their mean). */
  readonly medianSeconds: Scalars['Float']['output'];
  /** Nine of ten stays were no longer (between two stays, in proportion). */
  readonly p90Seconds: Scalars['Float']['output'];
};

/** A way to carry out a checkout. */
export type CheckoutProtocol =
  | 'SAGA'
  | 'TWO_PHASE_COMMIT'
  | 'THREE_PHASE_COMMIT'
  | 'PERCOLATOR';

export type CheckoutInDoubtStatus =
  /** It is not certain yet how it ends. */
  | 'UNDECIDED'
  /** It is certain that it succeeds; what follows from that is not done everywhere. */
  | 'COMMITTING'
  /** It is certain that it fails; what was taken is being given back. */
  | 'ABORTING'
  /** A step that may not refuse refused: a person must look. */
  | 'STUCK';

/** A checkout, or the giving back after a cancellation, that has no end yet. Most are over within a second; one that stays is worth a look. */
export type CheckoutInDoubt = {
  readonly __typename?: 'CheckoutInDoubt';
  /** Of the transaction, as the services' logs name it. */
  readonly transactionId: Scalars['ID']['output'];
  /** Null where it is not written yet. */
  readonly order?: Maybe<Order>;
  readonly protocol: CheckoutProtocol;
  /** Of the transaction: what it is for, by which protocol. */
  readonly name: Scalars['String']['output'];
  readonly status: CheckoutInDoubtStatus;
  /** The step that it is at, or whom and what it waits for; for people. */
  readonly waitsFor: Scalars['String']['output'];
  /** Tries of that, by whoever took it up. */
  readonly attempts: Scalars['Int']['output'];
  readonly createdAt: Scalars['DateTime']['output'];
};

export type Query = {
  readonly __typename?: 'Query';
  /** A cart, or null where there is none for this viewer. */
  readonly cart?: Maybe<Cart>;
  /**
   * An order, or null where there is none for this viewer. With `asOf` as it was then, to whoever may see it now: state, times, payments, history and version;
   * null where it was not placed yet, or never came to that version.
   */
  readonly order?: Maybe<Order>;
  /** Everybody's orders, newest first. */
  readonly orders?: Maybe<OrderConnection>;
  /** Sales in figures. */
  readonly salesReport?: Maybe<SalesReport>;
  /**
   * How far the orders came that were placed from `from` (included) to `to` (not included), told by their events up to now: imported ones count by the times and states that their source gave.
   * At most 731 days.
   */
  readonly orderFunnel?: Maybe<OrderFunnel>;
  /**
   * How long the orders stayed in each state that were placed from `from` (included) to `to` (not included): states in the order they come, without those that none has left yet. At most 731 days.
   * Times are those at which things happened. A stay counts once it has ended and both of its ends are known and in this order; an imported order's cancellation has no time.
   */
  readonly orderStateTimes?: Maybe<ReadonlyArray<OrderStateTime>>;
  /** Checkouts by whichever protocol, and cancellations' giving back, that have no end yet; oldest first. `first`: 1 to 100. */
  readonly checkoutsInDoubt?: Maybe<ReadonlyArray<CheckoutInDoubt>>;
};


export type QueryCartArgs = {
  id: Scalars['ID']['input'];
};


export type QueryOrderArgs = {
  by: OrderBy;
  guestToken?: InputMaybe<Scalars['String']['input']>;
  asOf?: InputMaybe<AsOfInput>;
};


export type QueryOrdersArgs = {
  filter?: InputMaybe<OrderFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
};


export type QuerySalesReportArgs = {
  filter: SalesReportFilter;
};


export type QueryOrderFunnelArgs = {
  from: Scalars['DateTime']['input'];
  to: Scalars['DateTime']['input'];
};


export type QueryOrderStateTimesArgs = {
  from: Scalars['DateTime']['input'];
  to: Scalars['DateTime']['input'];
};


export type QueryCheckoutsInDoubtArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};

/**
 * A state of the past: exactly one of them. What an answer for the past cannot know, because it is not in the event log, its fields' descriptions say.
 * The answer carries the same ids as one of now: keep it out of a client's normalised cache.
 */
export type AsOfInput =
  /** With all that had happened by then, that instant included, as whoever reported it gave the time: what was told late counts from when it happened. Not in the future, not before 1970. */
  { readonly at: Scalars['DateTime']['input']; readonly version?: never; }
  |  /** After so many changes: the `version` that was current then. 1 or more. */
  { readonly at?: never; readonly version: Scalars['Int']['input']; };

/** Exactly one of them. */
export type OrderBy =
  { readonly id: Scalars['ID']['input']; readonly number?: never; }
  |  { readonly id?: never; readonly number: Scalars['String']['input']; };

/** All conditions must hold. */
export type SalesReportFilter = {
  readonly currency: CurrencyCode;
  readonly placedAt?: InputMaybe<DateTimeRange>;
  /** Imported from this source only, e.g. `olist`. */
  readonly source?: InputMaybe<Scalars['String']['input']>;
};

export type Mutation = {
  readonly __typename?: 'Mutation';
  /** Puts variants into a cart; without `cartId` into the viewer's own, or a new one. A variant that is there already gains the quantity. */
  readonly cartLinesAdd: CartLinesAddResult;
  /** Sets the quantity of a cart line. */
  readonly cartLineUpdate: CartLineUpdateResult;
  /** Takes a line out of a cart. */
  readonly cartLineRemove: CartLineRemoveResult;
  /** Chooses one of logistics' `shippingQuotes` for the cart. */
  readonly cartShippingSelect: CartShippingSelectResult;
  /**
   * Turns a cart into an order: reserves stock, takes the payment, confirms. All or nothing.
   * The error `CHECKOUT_FAILED`: it was tried and undone, nothing was taken; try again with a new `idempotencyKey`, since this one keeps this answer.
   */
  readonly checkoutComplete: CheckoutCompleteResult;
  /**
   * Cancels an order none of whose parcels has left; money and stock go back.
   * The error `CANCELLATION_UNDECIDED`: whether a parcel has left is not known yet; it goes on, ask again with the same `idempotencyKey`.
   */
  readonly orderCancel?: Maybe<OrderCancelResult>;
  /** Loads orders from another system, facts as given. Idempotent by source id. At most 1,000 orders. */
  readonly ordersImport?: Maybe<OrdersImportResult>;
};


export type MutationCartLinesAddArgs = {
  input: CartLinesAddInput;
};


export type MutationCartLineUpdateArgs = {
  input: CartLineUpdateInput;
};


export type MutationCartLineRemoveArgs = {
  input: CartLineRemoveInput;
};


export type MutationCartShippingSelectArgs = {
  input: CartShippingSelectInput;
};


export type MutationCheckoutCompleteArgs = {
  input: CheckoutCompleteInput;
};


export type MutationOrderCancelArgs = {
  input: OrderCancelInput;
};


export type MutationOrdersImportArgs = {
  input: OrdersImportInput;
};

export type CartLinesAddInput = {
  readonly cartId?: InputMaybe<Scalars['ID']['input']>;
  /** 1 to 50. */
  readonly lines: ReadonlyArray<CartLineInput>;
  /** Absent: add to whatever is there now. */
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** Client UUID, kept 24 h. The same key and input give the first answer again. */
  readonly idempotencyKey: Scalars['String']['input'];
};

export type CartLineInput = {
  readonly variantId: Scalars['ID']['input'];
  /** 1 to 10,000; anything else is a ValidationError. */
  readonly quantity: Scalars['BigInt']['input'];
};

export type CartLinesAddResult = CartLinesAddSuccess | NotFoundError | ConflictError | ValidationError | InsufficientStockError | IdempotencyMismatchError;

export type CartLinesAddSuccess = {
  readonly __typename?: 'CartLinesAddSuccess';
  readonly cart: Cart;
};

export type CartLineUpdateInput = {
  readonly cartId: Scalars['ID']['input'];
  readonly lineId: Scalars['ID']['input'];
  /** 1 to 10,000; anything else is a ValidationError. */
  readonly quantity: Scalars['BigInt']['input'];
  readonly expectedVersion: Scalars['Int']['input'];
};

export type CartLineUpdateResult = CartLineUpdateSuccess | NotFoundError | ConflictError | ValidationError | InsufficientStockError;

export type CartLineUpdateSuccess = {
  readonly __typename?: 'CartLineUpdateSuccess';
  readonly cart: Cart;
};

export type CartLineRemoveInput = {
  readonly cartId: Scalars['ID']['input'];
  readonly lineId: Scalars['ID']['input'];
  readonly expectedVersion: Scalars['Int']['input'];
};

export type CartLineRemoveResult = CartLineRemoveSuccess | NotFoundError | ConflictError | ValidationError;

export type CartLineRemoveSuccess = {
  readonly __typename?: 'CartLineRemoveSuccess';
  readonly cart: Cart;
};

export type CartShippingSelectInput = {
  readonly cartId: Scalars['ID']['input'];
  /** `id` of a ShippingQuote of this cart. */
  readonly shippingQuoteId: Scalars['ID']['input'];
  readonly expectedVersion: Scalars['Int']['input'];
};

export type CartShippingSelectResult = CartShippingSelectSuccess | NotFoundError | ConflictError | ValidationError;

export type CartShippingSelectSuccess = {
  readonly __typename?: 'CartShippingSelectSuccess';
  readonly cart: Cart;
};

/** Some of it is sold out: nothing was taken. */
export type InsufficientStockError = UserError & {
  readonly __typename?: 'InsufficientStockError';
  readonly message: Scalars['String']['output'];
  readonly code: Scalars['String']['output'];
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** Every variant that falls short. */
  readonly shortages: ReadonlyArray<StockShortProblem>;
};

export type CheckoutCompleteInput = {
  readonly cartId: Scalars['ID']['input'];
  /** The version of the cart that the shopper saw. */
  readonly expectedVersion: Scalars['Int']['input'];
  /** Client UUID, kept 24 h. Same key + same body: the first answer again. Same key + other body: IdempotencyMismatchError. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** Reject when the total moved since the shopper saw it. */
  readonly expectedTotal: MoneyInput;
  readonly payment: PaymentSourceInput;
  /** Must lie where the chosen shipping quote goes to. */
  readonly shippingAddress: ShippingAddressInput;
};

export type PaymentSourceInput = {
  /** `sandbox` or `wallet`. */
  readonly provider: Scalars['String']['input'];
  /** What the provider's own form gave the browser, e.g. `tok_approve`; unused by `wallet`. */
  readonly token?: InputMaybe<Scalars['String']['input']>;
};

export type ShippingAddressInput = {
  /** 1 to 100 characters. */
  readonly recipient: Scalars['String']['input'];
  /** 1 to 4 lines of at most 200 characters. */
  readonly lines: ReadonlyArray<Scalars['String']['input']>;
  /** 1 to 100 characters. */
  readonly city: Scalars['String']['input'];
  readonly region?: InputMaybe<Scalars['String']['input']>;
  /** 1 to 16 characters. */
  readonly postalCode: Scalars['String']['input'];
  readonly countryCode: Scalars['CountryCode']['input'];
};

export type CheckoutCompleteResult = CheckoutCompleteSuccess | CheckoutInProgress | NotFoundError | InsufficientStockError | PriceChangedError | PaymentDeclinedError | IdempotencyMismatchError | ConflictError | ValidationError;

export type CheckoutCompleteSuccess = {
  readonly __typename?: 'CheckoutCompleteSuccess';
  readonly order: Order;
};

/** The same key is still being worked on: send the same input again, or listen to orderProgress. */
export type CheckoutInProgress = {
  readonly __typename?: 'CheckoutInProgress';
  readonly idempotencyKey: Scalars['String']['output'];
  /** Wait this long before asking again. */
  readonly retryAfterMs: Scalars['Int']['output'];
};

/** The total moved since the shopper saw it: show the new one and ask again. */
export type PriceChangedError = UserError & {
  readonly __typename?: 'PriceChangedError';
  readonly message: Scalars['String']['output'];
  readonly code: Scalars['String']['output'];
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  readonly currentTotal: Money;
};

/** The provider or the wallet said no: nothing was taken. */
export type PaymentDeclinedError = UserError & {
  readonly __typename?: 'PaymentDeclinedError';
  readonly message: Scalars['String']['output'];
  readonly code: Scalars['String']['output'];
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The provider's reason, or `insufficient_funds` of the wallet. */
  readonly declineCode: Scalars['String']['output'];
  /** Whether another try with the same means may work. */
  readonly retryable: Scalars['Boolean']['output'];
};

export type OrderCancelInput = {
  readonly orderId: Scalars['ID']['input'];
  readonly expectedVersion: Scalars['Int']['input'];
  readonly reason: CancelReason;
  /** Client UUID, kept 24 h. The same key and input give the first answer again. */
  readonly idempotencyKey: Scalars['String']['input'];
};

export type CancelReason =
  | 'CUSTOMER_REQUEST'
  | 'FRAUD'
  | 'OUT_OF_STOCK'
  | 'OTHER';

export type OrderCancelResult = OrderCancelSuccess | NotFoundError | ValidationError | OrderTransitionError | ConflictError | IdempotencyMismatchError;

export type OrderCancelSuccess = {
  readonly __typename?: 'OrderCancelSuccess';
  readonly order: Order;
};

/** The order cannot go there from where it is. */
export type OrderTransitionError = UserError & {
  readonly __typename?: 'OrderTransitionError';
  readonly message: Scalars['String']['output'];
  readonly code: Scalars['String']['output'];
  readonly path?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  readonly from: OrderState;
  readonly to: OrderState;
  readonly allowed: ReadonlyArray<OrderState>;
};

export type OrdersImportInput = {
  /** Name of the source, e.g. `olist`. */
  readonly source: Scalars['String']['input'];
  readonly currency: CurrencyCode;
  /** At most 1,000. */
  readonly orders: ReadonlyArray<OrderImportInput>;
};

export type OrderImportInput = {
  /** The source's order id, 32 hexadecimal digits; becomes the number. */
  readonly sourceId: Scalars['String']['input'];
  /** The source's own word. */
  readonly sourceStatus: Scalars['String']['input'];
  readonly state: OrderState;
  /** The source's id of the person, 32 hexadecimal digits. */
  readonly buyerSourceId?: InputMaybe<Scalars['String']['input']>;
  /** The source's id of this order's address. */
  readonly addressSourceId?: InputMaybe<Scalars['String']['input']>;
  readonly placedAt: Scalars['DateTime']['input'];
  readonly confirmedAt?: InputMaybe<Scalars['DateTime']['input']>;
  readonly handedOverAt?: InputMaybe<Scalars['DateTime']['input']>;
  readonly deliveredAt?: InputMaybe<Scalars['DateTime']['input']>;
  readonly promisedBy?: InputMaybe<Scalars['DateTime']['input']>;
  readonly address?: InputMaybe<OrderAddressImportInput>;
  readonly lines: ReadonlyArray<OrderLineImportInput>;
  readonly payments: ReadonlyArray<PaymentImportInput>;
};

export type OrderAddressImportInput = {
  readonly city?: InputMaybe<Scalars['String']['input']>;
  readonly region?: InputMaybe<Scalars['String']['input']>;
  readonly postalCode: Scalars['String']['input'];
  readonly countryCode: Scalars['CountryCode']['input'];
};

export type OrderLineImportInput = {
  /** 32 hexadecimal digits, unique over all lines; the same that logistics is told. */
  readonly sourceId: Scalars['String']['input'];
  /** The source's number of the line within the order. */
  readonly position: Scalars['Int']['input'];
  readonly productSourceId: Scalars['String']['input'];
  readonly merchantSourceId?: InputMaybe<Scalars['String']['input']>;
  /** The product's category at purchase, as the source's code. */
  readonly categoryCode?: InputMaybe<Scalars['String']['input']>;
  readonly unitPriceMinor: Scalars['BigInt']['input'];
  readonly shippingMinor: Scalars['BigInt']['input'];
  readonly shipBy?: InputMaybe<Scalars['DateTime']['input']>;
};

export type PaymentImportInput = {
  /** As the source numbers it. */
  readonly sequence: Scalars['Int']['input'];
  readonly method: Scalars['String']['input'];
  readonly installments: Scalars['Int']['input'];
  readonly amountMinor: Scalars['BigInt']['input'];
};

export type OrdersImportResult = ImportSuccess | ValidationError;

/** What an import did. */
export type ImportSuccess = {
  readonly __typename?: 'ImportSuccess';
  /** Rows that are new. */
  readonly inserted: Scalars['Int']['output'];
  /** Rows that were there already, and stay as they were. */
  readonly unchanged: Scalars['Int']['output'];
};

export type Subscription = {
  readonly __typename?: 'Subscription';
  /**
   * Every change of one order, once and in order: what is already behind `afterSequence` is replayed first, then it goes on live.
   * Absent: only what happens from now on. After a reconnect pass the last `sequence` you saw. Ends with NOT_FOUND where the viewer may not see the order.
   */
  readonly orderProgress: OrderProgress;
};


export type SubscriptionOrderProgressArgs = {
  orderId: Scalars['ID']['input'];
  guestToken?: InputMaybe<Scalars['String']['input']>;
  afterSequence?: InputMaybe<Scalars['Int']['input']>;
};

/** One change of an order. */
export type OrderProgress = {
  readonly __typename?: 'OrderProgress';
  /** 1, 2, … within the order, without gaps. */
  readonly sequence: Scalars['Int']['output'];
  /** The order as it is now. */
  readonly order: Order;
  readonly event: OrderEvent;
};



export type ResolverTypeWrapper<T> = Promise<T> | T;

export type ReferenceResolver<TResult, TReference, TContext> = (
      reference: TReference,
      context: TContext,
      info: GraphQLResolveInfo
    ) => Promise<TResult> | TResult;

      type ScalarCheck<T, S> = S extends true ? T : NullableCheck<T, S>;
      type NullableCheck<T, S> = Maybe<T> extends T ? Maybe<ListCheck<NonNullable<T>, S>> : ListCheck<T, S>;
      type ListCheck<T, S> = T extends (infer U)[] ? NullableCheck<U, S>[] : GraphQLRecursivePick<T, S>;
      export type GraphQLRecursivePick<T, S> = { [K in keyof T & keyof S]: ScalarCheck<T[K], S[K]> };
    

export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

/** Mapping of federation types */
export type FederationTypes = {
  User: User;
  Cart: Cart;
  Order: Order;
  OrderLine: OrderLine;
  Payment: Payment;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  User:
    ( { __typename: 'User' }
    & GraphQLRecursivePick<FederationTypes['User'], {"id":true}> );
  Cart:
    ( { __typename: 'Cart' }
    & GraphQLRecursivePick<FederationTypes['Cart'], {"id":true}> );
  Order:
    ( { __typename: 'Order' }
    & ( GraphQLRecursivePick<FederationTypes['Order'], {"id":true}>
        | GraphQLRecursivePick<FederationTypes['Order'], {"number":true}> ) );
  OrderLine:
    ( { __typename: 'OrderLine' }
    & GraphQLRecursivePick<FederationTypes['OrderLine'], {"id":true}> );
  Payment:
    ( { __typename: 'Payment' }
    & GraphQLRecursivePick<FederationTypes['Payment'], {"id":true}> );
};

/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  CartProblem:
    | ( PriceChange )
    | ( Shortage )
  ;
  CartLinesAddResult:
    | ( Partial<Omit<CartLinesAddSuccess, 'cart'> & { cart: _RefType['Cart'] }> )
    | ( Partial<NotFoundError> )
    | ( Partial<ConflictError> )
    | ( Partial<ValidationError> )
    | ( Partial<Omit<InsufficientStockError, 'shortages'> & { shortages: ReadonlyArray<_RefType['StockShortProblem']> }> )
    | ( Partial<IdempotencyMismatchError> )
  ;
  CartLineUpdateResult:
    | ( Partial<Omit<CartLineUpdateSuccess, 'cart'> & { cart: _RefType['Cart'] }> )
    | ( Partial<NotFoundError> )
    | ( Partial<ConflictError> )
    | ( Partial<ValidationError> )
    | ( Partial<Omit<InsufficientStockError, 'shortages'> & { shortages: ReadonlyArray<_RefType['StockShortProblem']> }> )
  ;
  CartLineRemoveResult:
    | ( Partial<Omit<CartLineRemoveSuccess, 'cart'> & { cart: _RefType['Cart'] }> )
    | ( Partial<NotFoundError> )
    | ( Partial<ConflictError> )
    | ( Partial<ValidationError> )
  ;
  CartShippingSelectResult:
    | ( Partial<Omit<CartShippingSelectSuccess, 'cart'> & { cart: _RefType['Cart'] }> )
    | ( Partial<NotFoundError> )
    | ( Partial<ConflictError> )
    | ( Partial<ValidationError> )
  ;
  CheckoutCompleteResult:
    | ( Partial<Omit<CheckoutCompleteSuccess, 'order'> & { order: _RefType['Order'] }> )
    | ( Partial<CheckoutInProgress> )
    | ( Partial<NotFoundError> )
    | ( Partial<Omit<InsufficientStockError, 'shortages'> & { shortages: ReadonlyArray<_RefType['StockShortProblem']> }> )
    | ( Partial<Omit<PriceChangedError, 'currentTotal'> & { currentTotal: _RefType['Money'] }> )
    | ( Partial<PaymentDeclinedError> )
    | ( Partial<IdempotencyMismatchError> )
    | ( Partial<ConflictError> )
    | ( Partial<ValidationError> )
  ;
  OrderCancelResult:
    | ( Partial<Omit<OrderCancelSuccess, 'order'> & { order: _RefType['Order'] }> )
    | ( Partial<NotFoundError> )
    | ( Partial<ValidationError> )
    | ( Partial<OrderTransitionError> )
    | ( Partial<ConflictError> )
    | ( Partial<IdempotencyMismatchError> )
  ;
  OrdersImportResult:
    | ( Partial<ImportSuccess> )
    | ( Partial<ValidationError> )
  ;
};

/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Node:
    | ( CartState )
    | ( ShownOrder )
    | ( PaymentRow )
  ;
  UserError:
    | ( Partial<NotFoundError> )
    | ( Partial<ValidationError> )
    | ( Partial<ConflictError> )
    | ( Partial<IdempotencyMismatchError> )
    | ( Partial<Omit<InsufficientStockError, 'shortages'> & { shortages: ReadonlyArray<_RefType['StockShortProblem']> }> )
    | ( Partial<Omit<PriceChangedError, 'currentTotal'> & { currentTotal: _RefType['Money'] }> )
    | ( Partial<PaymentDeclinedError> )
    | ( Partial<OrderTransitionError> )
  ;
  OrderEvent:
    | ( ShownOrderEvent )
    | ( ShownOrderEvent )
    | ( ShownOrderEvent )
    | ( ShownOrderEvent )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  DateTime: ResolverTypeWrapper<Partial<Scalars['DateTime']['output']>>;
  BigInt: ResolverTypeWrapper<Partial<Scalars['BigInt']['output']>>;
  Decimal: ResolverTypeWrapper<Partial<Scalars['Decimal']['output']>>;
  CountryCode: ResolverTypeWrapper<Partial<Scalars['CountryCode']['output']>>;
  Node: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Node']>;
  ID: ResolverTypeWrapper<Partial<Scalars['ID']['output']>>;
  CurrencyCode: ResolverTypeWrapper<Partial<CurrencyCode>>;
  Money: ResolverTypeWrapper<MoneyAmount>;
  MoneyInput: ResolverTypeWrapper<Partial<MoneyInput>>;
  PageInfo: ResolverTypeWrapper<Partial<PageInfo>>;
  Boolean: ResolverTypeWrapper<Partial<Scalars['Boolean']['output']>>;
  String: ResolverTypeWrapper<Partial<Scalars['String']['output']>>;
  UserError: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['UserError']>;
  NotFoundError: ResolverTypeWrapper<Partial<NotFoundError>>;
  ValidationError: ResolverTypeWrapper<Partial<ValidationError>>;
  FieldIssue: ResolverTypeWrapper<Partial<FieldIssue>>;
  ConflictError: ResolverTypeWrapper<Partial<ConflictError>>;
  Int: ResolverTypeWrapper<Partial<Scalars['Int']['output']>>;
  IdempotencyMismatchError: ResolverTypeWrapper<Partial<IdempotencyMismatchError>>;
  User: ResolverTypeWrapper<Partial<Omit<User, 'orders' | 'cart'> & { orders?: Maybe<ResolversTypes['OrderConnection']>, cart?: Maybe<ResolversTypes['Cart']> }>>;
  ProductVariant: ResolverTypeWrapper<Partial<ProductVariant>>;
  Merchant: ResolverTypeWrapper<Partial<Merchant>>;
  Category: ResolverTypeWrapper<Partial<Category>>;
  Cart: ResolverTypeWrapper<CartState>;
  CartLine: ResolverTypeWrapper<CartLineState>;
  CartProblem: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CartProblem']>>;
  PriceChangedProblem: ResolverTypeWrapper<PriceChange>;
  StockShortProblem: ResolverTypeWrapper<Shortage>;
  Order: ResolverTypeWrapper<ShownOrder>;
  OrderAddress: ResolverTypeWrapper<OrderAddressRow>;
  OrderState: ResolverTypeWrapper<Partial<OrderState>>;
  OrderImportFlag: ResolverTypeWrapper<Partial<OrderImportFlag>>;
  OrderLine: ResolverTypeWrapper<OrderLineRow>;
  Payment: ResolverTypeWrapper<PaymentRow>;
  PaymentState: ResolverTypeWrapper<Partial<PaymentState>>;
  OrderEvent: ResolverTypeWrapper<ShownOrderEvent>;
  OrderStateChanged: ResolverTypeWrapper<ShownOrderEvent>;
  OrderPaymentChanged: ResolverTypeWrapper<ShownOrderEvent>;
  OrderShipmentChanged: ResolverTypeWrapper<ShownOrderEvent>;
  Shipment: ResolverTypeWrapper<Partial<Shipment>>;
  OrderImported: ResolverTypeWrapper<ShownOrderEvent>;
  OrderEventConnection: ResolverTypeWrapper<Partial<Omit<OrderEventConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['OrderEventEdge']>, nodes: ReadonlyArray<ResolversTypes['OrderEvent']> }>>;
  OrderEventEdge: ResolverTypeWrapper<Partial<Omit<OrderEventEdge, 'node'> & { node: ResolversTypes['OrderEvent'] }>>;
  OrderConnection: ResolverTypeWrapper<OrderPage>;
  OrderEdge: ResolverTypeWrapper<Partial<Omit<OrderEdge, 'node'> & { node: ResolversTypes['Order'] }>>;
  OrderFilter: ResolverTypeWrapper<Partial<OrderFilter>>;
  DateTimeRange: ResolverTypeWrapper<Partial<DateTimeRange>>;
  SalesReport: ResolverTypeWrapper<SalesReportSource>;
  SalesByState: ResolverTypeWrapper<Partial<Omit<SalesByState, 'paymentTotal'> & { paymentTotal: ResolversTypes['Money'] }>>;
  SalesBySourceStatus: ResolverTypeWrapper<Partial<Omit<SalesBySourceStatus, 'paymentTotal'> & { paymentTotal: ResolversTypes['Money'] }>>;
  SalesByMonth: ResolverTypeWrapper<Partial<Omit<SalesByMonth, 'paymentTotal'> & { paymentTotal: ResolversTypes['Money'] }>>;
  SalesByPaymentMethod: ResolverTypeWrapper<Partial<Omit<SalesByPaymentMethod, 'paymentTotal'> & { paymentTotal: ResolversTypes['Money'] }>>;
  SalesByRegion: ResolverTypeWrapper<Partial<SalesByRegion>>;
  SalesByCategory: ResolverTypeWrapper<Partial<Omit<SalesByCategory, 'lineTotal' | 'shippingTotal'> & { lineTotal: ResolversTypes['Money'], shippingTotal: ResolversTypes['Money'] }>>;
  SalesByMerchant: ResolverTypeWrapper<Partial<Omit<SalesByMerchant, 'lineTotal'> & { lineTotal: ResolversTypes['Money'] }>>;
  DeliveryPerformance: ResolverTypeWrapper<Partial<DeliveryPerformance>>;
  Float: ResolverTypeWrapper<Partial<Scalars['Float']['output']>>;
  OrderIrregularities: ResolverTypeWrapper<Partial<Omit<OrderIrregularities, 'paymentMinusLinesTotal'> & { paymentMinusLinesTotal: ResolversTypes['Money'] }>>;
  SourceStatusCount: ResolverTypeWrapper<Partial<SourceStatusCount>>;
  OrderFunnel: ResolverTypeWrapper<Partial<OrderFunnel>>;
  OrderFunnelStep: ResolverTypeWrapper<Partial<OrderFunnelStep>>;
  OrderStateTime: ResolverTypeWrapper<Partial<OrderStateTime>>;
  CheckoutProtocol: ResolverTypeWrapper<Partial<CheckoutProtocol>>;
  CheckoutInDoubtStatus: ResolverTypeWrapper<Partial<CheckoutInDoubtStatus>>;
  CheckoutInDoubt: ResolverTypeWrapper<CheckoutWithoutEnd>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  AsOfInput: ResolverTypeWrapper<Partial<AsOfInput>>;
  OrderBy: ResolverTypeWrapper<Partial<OrderBy>>;
  SalesReportFilter: ResolverTypeWrapper<Partial<SalesReportFilter>>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  CartLinesAddInput: ResolverTypeWrapper<Partial<CartLinesAddInput>>;
  CartLineInput: ResolverTypeWrapper<Partial<CartLineInput>>;
  CartLinesAddResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CartLinesAddResult']>>;
  CartLinesAddSuccess: ResolverTypeWrapper<Partial<Omit<CartLinesAddSuccess, 'cart'> & { cart: ResolversTypes['Cart'] }>>;
  CartLineUpdateInput: ResolverTypeWrapper<Partial<CartLineUpdateInput>>;
  CartLineUpdateResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CartLineUpdateResult']>>;
  CartLineUpdateSuccess: ResolverTypeWrapper<Partial<Omit<CartLineUpdateSuccess, 'cart'> & { cart: ResolversTypes['Cart'] }>>;
  CartLineRemoveInput: ResolverTypeWrapper<Partial<CartLineRemoveInput>>;
  CartLineRemoveResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CartLineRemoveResult']>>;
  CartLineRemoveSuccess: ResolverTypeWrapper<Partial<Omit<CartLineRemoveSuccess, 'cart'> & { cart: ResolversTypes['Cart'] }>>;
  CartShippingSelectInput: ResolverTypeWrapper<Partial<CartShippingSelectInput>>;
  CartShippingSelectResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CartShippingSelectResult']>>;
  CartShippingSelectSuccess: ResolverTypeWrapper<Partial<Omit<CartShippingSelectSuccess, 'cart'> & { cart: ResolversTypes['Cart'] }>>;
  InsufficientStockError: ResolverTypeWrapper<Partial<Omit<InsufficientStockError, 'shortages'> & { shortages: ReadonlyArray<ResolversTypes['StockShortProblem']> }>>;
  CheckoutCompleteInput: ResolverTypeWrapper<Partial<CheckoutCompleteInput>>;
  PaymentSourceInput: ResolverTypeWrapper<Partial<PaymentSourceInput>>;
  ShippingAddressInput: ResolverTypeWrapper<Partial<ShippingAddressInput>>;
  CheckoutCompleteResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['CheckoutCompleteResult']>>;
  CheckoutCompleteSuccess: ResolverTypeWrapper<Partial<Omit<CheckoutCompleteSuccess, 'order'> & { order: ResolversTypes['Order'] }>>;
  CheckoutInProgress: ResolverTypeWrapper<Partial<CheckoutInProgress>>;
  PriceChangedError: ResolverTypeWrapper<Partial<Omit<PriceChangedError, 'currentTotal'> & { currentTotal: ResolversTypes['Money'] }>>;
  PaymentDeclinedError: ResolverTypeWrapper<Partial<PaymentDeclinedError>>;
  OrderCancelInput: ResolverTypeWrapper<Partial<OrderCancelInput>>;
  CancelReason: ResolverTypeWrapper<Partial<CancelReason>>;
  OrderCancelResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['OrderCancelResult']>>;
  OrderCancelSuccess: ResolverTypeWrapper<Partial<Omit<OrderCancelSuccess, 'order'> & { order: ResolversTypes['Order'] }>>;
  OrderTransitionError: ResolverTypeWrapper<Partial<OrderTransitionError>>;
  OrdersImportInput: ResolverTypeWrapper<Partial<OrdersImportInput>>;
  OrderImportInput: ResolverTypeWrapper<Partial<OrderImportInput>>;
  OrderAddressImportInput: ResolverTypeWrapper<Partial<OrderAddressImportInput>>;
  OrderLineImportInput: ResolverTypeWrapper<Partial<OrderLineImportInput>>;
  PaymentImportInput: ResolverTypeWrapper<Partial<PaymentImportInput>>;
  OrdersImportResult: Partial<ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['OrdersImportResult']>>;
  ImportSuccess: ResolverTypeWrapper<Partial<ImportSuccess>>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  OrderProgress: ResolverTypeWrapper<OrderHistoryEvent>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  DateTime: Partial<Scalars['DateTime']['output']>;
  BigInt: Partial<Scalars['BigInt']['output']>;
  Decimal: Partial<Scalars['Decimal']['output']>;
  CountryCode: Partial<Scalars['CountryCode']['output']>;
  Node: ResolversInterfaceTypes<ResolversParentTypes>['Node'];
  ID: Partial<Scalars['ID']['output']>;
  Money: MoneyAmount;
  MoneyInput: Partial<MoneyInput>;
  PageInfo: Partial<PageInfo>;
  Boolean: Partial<Scalars['Boolean']['output']>;
  String: Partial<Scalars['String']['output']>;
  UserError: ResolversInterfaceTypes<ResolversParentTypes>['UserError'];
  NotFoundError: Partial<NotFoundError>;
  ValidationError: Partial<ValidationError>;
  FieldIssue: Partial<FieldIssue>;
  ConflictError: Partial<ConflictError>;
  Int: Partial<Scalars['Int']['output']>;
  IdempotencyMismatchError: Partial<IdempotencyMismatchError>;
  User: Partial<Omit<User, 'orders' | 'cart'> & { orders?: Maybe<ResolversParentTypes['OrderConnection']>, cart?: Maybe<ResolversParentTypes['Cart']> } | FederationReferenceTypes['User']>;
  ProductVariant: Partial<ProductVariant>;
  Merchant: Partial<Merchant>;
  Category: Partial<Category>;
  Cart: CartState;
  CartLine: CartLineState;
  CartProblem: Partial<ResolversUnionTypes<ResolversParentTypes>['CartProblem']>;
  PriceChangedProblem: PriceChange;
  StockShortProblem: Shortage;
  Order: ShownOrder;
  OrderAddress: OrderAddressRow;
  OrderLine: OrderLineRow;
  Payment: PaymentRow;
  OrderEvent: ShownOrderEvent;
  OrderStateChanged: ShownOrderEvent;
  OrderPaymentChanged: ShownOrderEvent;
  OrderShipmentChanged: ShownOrderEvent;
  Shipment: Partial<Shipment>;
  OrderImported: ShownOrderEvent;
  OrderEventConnection: Partial<Omit<OrderEventConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['OrderEventEdge']>, nodes: ReadonlyArray<ResolversParentTypes['OrderEvent']> }>;
  OrderEventEdge: Partial<Omit<OrderEventEdge, 'node'> & { node: ResolversParentTypes['OrderEvent'] }>;
  OrderConnection: OrderPage;
  OrderEdge: Partial<Omit<OrderEdge, 'node'> & { node: ResolversParentTypes['Order'] }>;
  OrderFilter: Partial<OrderFilter>;
  DateTimeRange: Partial<DateTimeRange>;
  SalesReport: SalesReportSource;
  SalesByState: Partial<Omit<SalesByState, 'paymentTotal'> & { paymentTotal: ResolversParentTypes['Money'] }>;
  SalesBySourceStatus: Partial<Omit<SalesBySourceStatus, 'paymentTotal'> & { paymentTotal: ResolversParentTypes['Money'] }>;
  SalesByMonth: Partial<Omit<SalesByMonth, 'paymentTotal'> & { paymentTotal: ResolversParentTypes['Money'] }>;
  SalesByPaymentMethod: Partial<Omit<SalesByPaymentMethod, 'paymentTotal'> & { paymentTotal: ResolversParentTypes['Money'] }>;
  SalesByRegion: Partial<SalesByRegion>;
  SalesByCategory: Partial<Omit<SalesByCategory, 'lineTotal' | 'shippingTotal'> & { lineTotal: ResolversParentTypes['Money'], shippingTotal: ResolversParentTypes['Money'] }>;
  SalesByMerchant: Partial<Omit<SalesByMerchant, 'lineTotal'> & { lineTotal: ResolversParentTypes['Money'] }>;
  DeliveryPerformance: Partial<DeliveryPerformance>;
  Float: Partial<Scalars['Float']['output']>;
  OrderIrregularities: Partial<Omit<OrderIrregularities, 'paymentMinusLinesTotal'> & { paymentMinusLinesTotal: ResolversParentTypes['Money'] }>;
  SourceStatusCount: Partial<SourceStatusCount>;
  OrderFunnel: Partial<OrderFunnel>;
  OrderFunnelStep: Partial<OrderFunnelStep>;
  OrderStateTime: Partial<OrderStateTime>;
  CheckoutInDoubt: CheckoutWithoutEnd;
  Query: Record<PropertyKey, never>;
  AsOfInput: Partial<AsOfInput>;
  OrderBy: Partial<OrderBy>;
  SalesReportFilter: Partial<SalesReportFilter>;
  Mutation: Record<PropertyKey, never>;
  CartLinesAddInput: Partial<CartLinesAddInput>;
  CartLineInput: Partial<CartLineInput>;
  CartLinesAddResult: Partial<ResolversUnionTypes<ResolversParentTypes>['CartLinesAddResult']>;
  CartLinesAddSuccess: Partial<Omit<CartLinesAddSuccess, 'cart'> & { cart: ResolversParentTypes['Cart'] }>;
  CartLineUpdateInput: Partial<CartLineUpdateInput>;
  CartLineUpdateResult: Partial<ResolversUnionTypes<ResolversParentTypes>['CartLineUpdateResult']>;
  CartLineUpdateSuccess: Partial<Omit<CartLineUpdateSuccess, 'cart'> & { cart: ResolversParentTypes['Cart'] }>;
  CartLineRemoveInput: Partial<CartLineRemoveInput>;
  CartLineRemoveResult: Partial<ResolversUnionTypes<ResolversParentTypes>['CartLineRemoveResult']>;
  CartLineRemoveSuccess: Partial<Omit<CartLineRemoveSuccess, 'cart'> & { cart: ResolversParentTypes['Cart'] }>;
  CartShippingSelectInput: Partial<CartShippingSelectInput>;
  CartShippingSelectResult: Partial<ResolversUnionTypes<ResolversParentTypes>['CartShippingSelectResult']>;
  CartShippingSelectSuccess: Partial<Omit<CartShippingSelectSuccess, 'cart'> & { cart: ResolversParentTypes['Cart'] }>;
  InsufficientStockError: Partial<Omit<InsufficientStockError, 'shortages'> & { shortages: ReadonlyArray<ResolversParentTypes['StockShortProblem']> }>;
  CheckoutCompleteInput: Partial<CheckoutCompleteInput>;
  PaymentSourceInput: Partial<PaymentSourceInput>;
  ShippingAddressInput: Partial<ShippingAddressInput>;
  CheckoutCompleteResult: Partial<ResolversUnionTypes<ResolversParentTypes>['CheckoutCompleteResult']>;
  CheckoutCompleteSuccess: Partial<Omit<CheckoutCompleteSuccess, 'order'> & { order: ResolversParentTypes['Order'] }>;
  CheckoutInProgress: Partial<CheckoutInProgress>;
  PriceChangedError: Partial<Omit<PriceChangedError, 'currentTotal'> & { currentTotal: ResolversParentTypes['Money'] }>;
  PaymentDeclinedError: Partial<PaymentDeclinedError>;
  OrderCancelInput: Partial<OrderCancelInput>;
  OrderCancelResult: Partial<ResolversUnionTypes<ResolversParentTypes>['OrderCancelResult']>;
  OrderCancelSuccess: Partial<Omit<OrderCancelSuccess, 'order'> & { order: ResolversParentTypes['Order'] }>;
  OrderTransitionError: Partial<OrderTransitionError>;
  OrdersImportInput: Partial<OrdersImportInput>;
  OrderImportInput: Partial<OrderImportInput>;
  OrderAddressImportInput: Partial<OrderAddressImportInput>;
  OrderLineImportInput: Partial<OrderLineImportInput>;
  PaymentImportInput: Partial<PaymentImportInput>;
  OrdersImportResult: Partial<ResolversUnionTypes<ResolversParentTypes>['OrdersImportResult']>;
  ImportSuccess: Partial<ImportSuccess>;
  Subscription: Record<PropertyKey, never>;
  OrderProgress: OrderHistoryEvent;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export interface BigIntScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['BigInt'], any> {
  name: 'BigInt';
}

export interface DecimalScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Decimal'], any> {
  name: 'Decimal';
}

export interface CountryCodeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['CountryCode'], any> {
  name: 'CountryCode';
}

export type NodeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType: TypeResolveFn<'Cart' | 'Order' | 'Payment', ParentType, ContextType>;
};

export type MoneyResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Money'] = ResolversParentTypes['Money']> = {
  amountMinor?: Resolver<ResolversTypes['BigInt'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
  decimal?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type UserErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError']> = {
  __resolveType: TypeResolveFn<'NotFoundError' | 'ValidationError' | 'ConflictError' | 'IdempotencyMismatchError' | 'InsufficientStockError' | 'PriceChangedError' | 'PaymentDeclinedError' | 'OrderTransitionError', ParentType, ContextType>;
};

export type NotFoundErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['NotFoundError'] = ResolversParentTypes['NotFoundError']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  entityId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ValidationErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ValidationError'] = ResolversParentTypes['ValidationError']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  issues?: Resolver<ReadonlyArray<ResolversTypes['FieldIssue']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type FieldIssueResolvers<ContextType = Context, ParentType extends ResolversParentTypes['FieldIssue'] = ResolversParentTypes['FieldIssue']> = {
  path?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  rule?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ConflictErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ConflictError'] = ResolversParentTypes['ConflictError']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  expectedVersion?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  actualVersion?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type IdempotencyMismatchErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['IdempotencyMismatchError'] = ResolversParentTypes['IdempotencyMismatchError']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UserResolvers<ContextType = Context, ParentType extends ResolversParentTypes['User'] = ResolversParentTypes['User'], FederationReferenceType extends FederationReferenceTypes['User'] = FederationReferenceTypes['User']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['User']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  orders?: Resolver<Maybe<ResolversTypes['OrderConnection']>, ParentType, ContextType, RequireFields<UserOrdersArgs, 'first'>>;
  cart?: Resolver<Maybe<ResolversTypes['Cart']>, ParentType, ContextType>;
};

export type ProductVariantResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ProductVariant'] = ResolversParentTypes['ProductVariant']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type MerchantResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Merchant'] = ResolversParentTypes['Merchant']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type CategoryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Category'] = ResolversParentTypes['Category']> = {
  slug?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CartResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Cart'] = ResolversParentTypes['Cart'], FederationReferenceType extends FederationReferenceTypes['Cart'] = FederationReferenceTypes['Cart']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Cart']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  lines?: Resolver<ReadonlyArray<ResolversTypes['CartLine']>, ParentType, ContextType>;
  subtotal?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  shipping?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  total?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  problems?: Resolver<ReadonlyArray<ResolversTypes['CartProblem']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CartLineResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CartLine'] = ResolversParentTypes['CartLine']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  variant?: Resolver<Maybe<ResolversTypes['ProductVariant']>, ParentType, ContextType>;
  quantity?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  unitPrice?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  lineTotal?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
};

export type CartProblemResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CartProblem'] = ResolversParentTypes['CartProblem']> = {
  __resolveType: TypeResolveFn<'PriceChangedProblem' | 'StockShortProblem', ParentType, ContextType>;
};

export type PriceChangedProblemResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PriceChangedProblem'] = ResolversParentTypes['PriceChangedProblem']> = {
  lineId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  was?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  now?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type StockShortProblemResolvers<ContextType = Context, ParentType extends ResolversParentTypes['StockShortProblem'] = ResolversParentTypes['StockShortProblem']> = {
  lineId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  variant?: Resolver<Maybe<ResolversTypes['ProductVariant']>, ParentType, ContextType>;
  requested?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  available?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type OrderResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Order'] = ResolversParentTypes['Order'], FederationReferenceType extends FederationReferenceTypes['Order'] = FederationReferenceTypes['Order']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Order']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  number?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['OrderState'], ParentType, ContextType>;
  allowedTransitions?: Resolver<ReadonlyArray<ResolversTypes['OrderState']>, ParentType, ContextType>;
  placedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  confirmedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  shippedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  deliveredAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  cancelledAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  promisedBy?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  buyer?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  lines?: Resolver<ReadonlyArray<ResolversTypes['OrderLine']>, ParentType, ContextType>;
  subtotal?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  shipping?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  payments?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Payment']>>, ParentType, ContextType>;
  sourceStatus?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  importFlags?: Resolver<ReadonlyArray<ResolversTypes['OrderImportFlag']>, ParentType, ContextType>;
  events?: Resolver<ResolversTypes['OrderEventConnection'], ParentType, ContextType, RequireFields<OrderEventsArgs, 'first'>>;
  shippingAddress?: Resolver<Maybe<ResolversTypes['OrderAddress']>, ParentType, ContextType>;
  guestToken?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type OrderAddressResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OrderAddress'] = ResolversParentTypes['OrderAddress']> = {
  recipient?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  lines?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  city?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  region?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  postalCode?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  countryCode?: Resolver<ResolversTypes['CountryCode'], ParentType, ContextType>;
};

export type OrderLineResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OrderLine'] = ResolversParentTypes['OrderLine'], FederationReferenceType extends FederationReferenceTypes['OrderLine'] = FederationReferenceTypes['OrderLine']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['OrderLine']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  variant?: Resolver<Maybe<ResolversTypes['ProductVariant']>, ParentType, ContextType>;
  sku?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nameAtPurchase?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  quantity?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  unitPrice?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  lineTotal?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  shipping?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  merchant?: Resolver<Maybe<ResolversTypes['Merchant']>, ParentType, ContextType>;
};

export type PaymentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Payment'] = ResolversParentTypes['Payment'], FederationReferenceType extends FederationReferenceTypes['Payment'] = FederationReferenceTypes['Payment']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Payment']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  provider?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  method?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  installments?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['PaymentState'], ParentType, ContextType>;
  amount?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  refunded?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  declineCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type OrderEventResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OrderEvent'] = ResolversParentTypes['OrderEvent']> = {
  __resolveType: TypeResolveFn<'OrderStateChanged' | 'OrderPaymentChanged' | 'OrderShipmentChanged' | 'OrderImported', ParentType, ContextType>;
};

export type OrderStateChangedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OrderStateChanged'] = ResolversParentTypes['OrderStateChanged']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['OrderState']>, ParentType, ContextType>;
  to?: Resolver<ResolversTypes['OrderState'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type OrderPaymentChangedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OrderPaymentChanged'] = ResolversParentTypes['OrderPaymentChanged']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  payment?: Resolver<ResolversTypes['Payment'], ParentType, ContextType>;
  paymentState?: Resolver<ResolversTypes['PaymentState'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type OrderShipmentChangedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OrderShipmentChanged'] = ResolversParentTypes['OrderShipmentChanged']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  shipment?: Resolver<Maybe<ResolversTypes['Shipment']>, ParentType, ContextType>;
  shipmentState?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ShipmentResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Shipment'] = ResolversParentTypes['Shipment']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type OrderImportedResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OrderImported'] = ResolversParentTypes['OrderImported']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  actor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sourceStatus?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type OrderEventConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OrderEventConnection'] = ResolversParentTypes['OrderEventConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['OrderEventEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['OrderEvent']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type OrderEventEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OrderEventEdge'] = ResolversParentTypes['OrderEventEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['OrderEvent'], ParentType, ContextType>;
};

export type OrderConnectionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OrderConnection'] = ResolversParentTypes['OrderConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['OrderEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Order']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type OrderEdgeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OrderEdge'] = ResolversParentTypes['OrderEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Order'], ParentType, ContextType>;
};

export type SalesReportResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SalesReport'] = ResolversParentTypes['SalesReport']> = {
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
  orderCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  lineCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  paymentCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  buyerCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  repeatBuyerCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  addressCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  firstPlacedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  lastPlacedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  paymentTotal?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  lineTotal?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  shippingTotal?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  byState?: Resolver<ReadonlyArray<ResolversTypes['SalesByState']>, ParentType, ContextType>;
  bySourceStatus?: Resolver<ReadonlyArray<ResolversTypes['SalesBySourceStatus']>, ParentType, ContextType>;
  byMonth?: Resolver<ReadonlyArray<ResolversTypes['SalesByMonth']>, ParentType, ContextType>;
  byPaymentMethod?: Resolver<ReadonlyArray<ResolversTypes['SalesByPaymentMethod']>, ParentType, ContextType>;
  byRegion?: Resolver<ReadonlyArray<ResolversTypes['SalesByRegion']>, ParentType, ContextType>;
  byCategory?: Resolver<ReadonlyArray<ResolversTypes['SalesByCategory']>, ParentType, ContextType, RequireFields<SalesReportByCategoryArgs, 'first'>>;
  categoryCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  linesWithoutCategory?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  byMerchant?: Resolver<ReadonlyArray<ResolversTypes['SalesByMerchant']>, ParentType, ContextType, RequireFields<SalesReportByMerchantArgs, 'first'>>;
  delivery?: Resolver<ResolversTypes['DeliveryPerformance'], ParentType, ContextType>;
  irregularities?: Resolver<ResolversTypes['OrderIrregularities'], ParentType, ContextType>;
};

export type SalesByStateResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SalesByState'] = ResolversParentTypes['SalesByState']> = {
  state?: Resolver<ResolversTypes['OrderState'], ParentType, ContextType>;
  orderCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  paymentTotal?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
};

export type SalesBySourceStatusResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SalesBySourceStatus'] = ResolversParentTypes['SalesBySourceStatus']> = {
  sourceStatus?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  orderCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  paymentTotal?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
};

export type SalesByMonthResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SalesByMonth'] = ResolversParentTypes['SalesByMonth']> = {
  month?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  orderCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  paymentTotal?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
};

export type SalesByPaymentMethodResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SalesByPaymentMethod'] = ResolversParentTypes['SalesByPaymentMethod']> = {
  method?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  paymentCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  paymentTotal?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
};

export type SalesByRegionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SalesByRegion'] = ResolversParentTypes['SalesByRegion']> = {
  region?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  orderCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  delivery?: Resolver<ResolversTypes['DeliveryPerformance'], ParentType, ContextType>;
};

export type SalesByCategoryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SalesByCategory'] = ResolversParentTypes['SalesByCategory']> = {
  category?: Resolver<Maybe<ResolversTypes['Category']>, ParentType, ContextType>;
  lineCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  lineTotal?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  shippingTotal?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
};

export type SalesByMerchantResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SalesByMerchant'] = ResolversParentTypes['SalesByMerchant']> = {
  merchant?: Resolver<Maybe<ResolversTypes['Merchant']>, ParentType, ContextType>;
  lineCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  lineTotal?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
};

export type DeliveryPerformanceResolvers<ContextType = Context, ParentType extends ResolversParentTypes['DeliveryPerformance'] = ResolversParentTypes['DeliveryPerformance']> = {
  deliveredCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  onTimeCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  lateCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  onTimeByDateCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  averageDays?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type OrderIrregularitiesResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OrderIrregularities'] = ResolversParentTypes['OrderIrregularities']> = {
  withoutLines?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  withoutLinesBySourceStatus?: Resolver<ReadonlyArray<ResolversTypes['SourceStatusCount']>, ParentType, ContextType>;
  withoutPayment?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  withSeveralLines?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  maxLinesPerOrder?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  withSeveralMerchants?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  withRepeatedProducts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  withSeveralPayments?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  maxPaymentsPerOrder?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  withPaymentSequenceGap?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  zeroPaymentCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  zeroInstallmentPaymentCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  undefinedMethodPaymentCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  zeroPriceLineCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  zeroShippingLineCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  paymentDiffers?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  paymentAboveLines?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  paymentBelowLines?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  paymentMinusLinesTotal?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  confirmedBeforePlaced?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  handedOverBeforeConfirmed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  handedOverBeforePlaced?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  deliveredBeforeHandedOver?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  deliveredWithoutDeliveryDate?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  deliveredWithoutHandoverDate?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  deliveredWithoutConfirmationDate?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  cancelledYetDelivered?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  undeliveredWithDeliveryDate?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  shippingLimitBeforePlacedLineCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  shippingLimitImplausibleLineCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  productsAtSeveralPrices?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  productsOfSeveralMerchants?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type SourceStatusCountResolvers<ContextType = Context, ParentType extends ResolversParentTypes['SourceStatusCount'] = ResolversParentTypes['SourceStatusCount']> = {
  sourceStatus?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type OrderFunnelResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OrderFunnel'] = ResolversParentTypes['OrderFunnel']> = {
  placed?: Resolver<ResolversTypes['OrderFunnelStep'], ParentType, ContextType>;
  confirmed?: Resolver<ResolversTypes['OrderFunnelStep'], ParentType, ContextType>;
  shipped?: Resolver<ResolversTypes['OrderFunnelStep'], ParentType, ContextType>;
  delivered?: Resolver<ResolversTypes['OrderFunnelStep'], ParentType, ContextType>;
  cancelled?: Resolver<ResolversTypes['OrderFunnelStep'], ParentType, ContextType>;
};

export type OrderFunnelStepResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OrderFunnelStep'] = ResolversParentTypes['OrderFunnelStep']> = {
  orderCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  share?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type OrderStateTimeResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OrderStateTime'] = ResolversParentTypes['OrderStateTime']> = {
  state?: Resolver<ResolversTypes['OrderState'], ParentType, ContextType>;
  stayCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  medianSeconds?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  p90Seconds?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type CheckoutInDoubtResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CheckoutInDoubt'] = ResolversParentTypes['CheckoutInDoubt']> = {
  transactionId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  order?: Resolver<Maybe<ResolversTypes['Order']>, ParentType, ContextType>;
  protocol?: Resolver<ResolversTypes['CheckoutProtocol'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['CheckoutInDoubtStatus'], ParentType, ContextType>;
  waitsFor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  attempts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  cart?: Resolver<Maybe<ResolversTypes['Cart']>, ParentType, ContextType, RequireFields<QueryCartArgs, 'id'>>;
  order?: Resolver<Maybe<ResolversTypes['Order']>, ParentType, ContextType, RequireFields<QueryOrderArgs, 'by'>>;
  orders?: Resolver<Maybe<ResolversTypes['OrderConnection']>, ParentType, ContextType, RequireFields<QueryOrdersArgs, 'first'>>;
  salesReport?: Resolver<Maybe<ResolversTypes['SalesReport']>, ParentType, ContextType, RequireFields<QuerySalesReportArgs, 'filter'>>;
  orderFunnel?: Resolver<Maybe<ResolversTypes['OrderFunnel']>, ParentType, ContextType, RequireFields<QueryOrderFunnelArgs, 'from' | 'to'>>;
  orderStateTimes?: Resolver<Maybe<ReadonlyArray<ResolversTypes['OrderStateTime']>>, ParentType, ContextType, RequireFields<QueryOrderStateTimesArgs, 'from' | 'to'>>;
  checkoutsInDoubt?: Resolver<Maybe<ReadonlyArray<ResolversTypes['CheckoutInDoubt']>>, ParentType, ContextType, RequireFields<QueryCheckoutsInDoubtArgs, 'first'>>;
};

export type MutationResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  cartLinesAdd?: Resolver<ResolversTypes['CartLinesAddResult'], ParentType, ContextType, RequireFields<MutationCartLinesAddArgs, 'input'>>;
  cartLineUpdate?: Resolver<ResolversTypes['CartLineUpdateResult'], ParentType, ContextType, RequireFields<MutationCartLineUpdateArgs, 'input'>>;
  cartLineRemove?: Resolver<ResolversTypes['CartLineRemoveResult'], ParentType, ContextType, RequireFields<MutationCartLineRemoveArgs, 'input'>>;
  cartShippingSelect?: Resolver<ResolversTypes['CartShippingSelectResult'], ParentType, ContextType, RequireFields<MutationCartShippingSelectArgs, 'input'>>;
  checkoutComplete?: Resolver<ResolversTypes['CheckoutCompleteResult'], ParentType, ContextType, RequireFields<MutationCheckoutCompleteArgs, 'input'>>;
  orderCancel?: Resolver<Maybe<ResolversTypes['OrderCancelResult']>, ParentType, ContextType, RequireFields<MutationOrderCancelArgs, 'input'>>;
  ordersImport?: Resolver<Maybe<ResolversTypes['OrdersImportResult']>, ParentType, ContextType, RequireFields<MutationOrdersImportArgs, 'input'>>;
};

export type CartLinesAddResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CartLinesAddResult'] = ResolversParentTypes['CartLinesAddResult']> = {
  __resolveType: TypeResolveFn<'CartLinesAddSuccess' | 'NotFoundError' | 'ConflictError' | 'ValidationError' | 'InsufficientStockError' | 'IdempotencyMismatchError', ParentType, ContextType>;
};

export type CartLinesAddSuccessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CartLinesAddSuccess'] = ResolversParentTypes['CartLinesAddSuccess']> = {
  cart?: Resolver<ResolversTypes['Cart'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CartLineUpdateResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CartLineUpdateResult'] = ResolversParentTypes['CartLineUpdateResult']> = {
  __resolveType: TypeResolveFn<'CartLineUpdateSuccess' | 'NotFoundError' | 'ConflictError' | 'ValidationError' | 'InsufficientStockError', ParentType, ContextType>;
};

export type CartLineUpdateSuccessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CartLineUpdateSuccess'] = ResolversParentTypes['CartLineUpdateSuccess']> = {
  cart?: Resolver<ResolversTypes['Cart'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CartLineRemoveResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CartLineRemoveResult'] = ResolversParentTypes['CartLineRemoveResult']> = {
  __resolveType: TypeResolveFn<'CartLineRemoveSuccess' | 'NotFoundError' | 'ConflictError' | 'ValidationError', ParentType, ContextType>;
};

export type CartLineRemoveSuccessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CartLineRemoveSuccess'] = ResolversParentTypes['CartLineRemoveSuccess']> = {
  cart?: Resolver<ResolversTypes['Cart'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CartShippingSelectResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CartShippingSelectResult'] = ResolversParentTypes['CartShippingSelectResult']> = {
  __resolveType: TypeResolveFn<'CartShippingSelectSuccess' | 'NotFoundError' | 'ConflictError' | 'ValidationError', ParentType, ContextType>;
};

export type CartShippingSelectSuccessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CartShippingSelectSuccess'] = ResolversParentTypes['CartShippingSelectSuccess']> = {
  cart?: Resolver<ResolversTypes['Cart'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InsufficientStockErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['InsufficientStockError'] = ResolversParentTypes['InsufficientStockError']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  shortages?: Resolver<ReadonlyArray<ResolversTypes['StockShortProblem']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CheckoutCompleteResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CheckoutCompleteResult'] = ResolversParentTypes['CheckoutCompleteResult']> = {
  __resolveType: TypeResolveFn<'CheckoutCompleteSuccess' | 'CheckoutInProgress' | 'NotFoundError' | 'InsufficientStockError' | 'PriceChangedError' | 'PaymentDeclinedError' | 'IdempotencyMismatchError' | 'ConflictError' | 'ValidationError', ParentType, ContextType>;
};

export type CheckoutCompleteSuccessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CheckoutCompleteSuccess'] = ResolversParentTypes['CheckoutCompleteSuccess']> = {
  order?: Resolver<ResolversTypes['Order'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CheckoutInProgressResolvers<ContextType = Context, ParentType extends ResolversParentTypes['CheckoutInProgress'] = ResolversParentTypes['CheckoutInProgress']> = {
  idempotencyKey?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  retryAfterMs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PriceChangedErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PriceChangedError'] = ResolversParentTypes['PriceChangedError']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  currentTotal?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PaymentDeclinedErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['PaymentDeclinedError'] = ResolversParentTypes['PaymentDeclinedError']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  declineCode?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  retryable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type OrderCancelResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OrderCancelResult'] = ResolversParentTypes['OrderCancelResult']> = {
  __resolveType: TypeResolveFn<'OrderCancelSuccess' | 'NotFoundError' | 'ValidationError' | 'OrderTransitionError' | 'ConflictError' | 'IdempotencyMismatchError', ParentType, ContextType>;
};

export type OrderCancelSuccessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OrderCancelSuccess'] = ResolversParentTypes['OrderCancelSuccess']> = {
  order?: Resolver<ResolversTypes['Order'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type OrderTransitionErrorResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OrderTransitionError'] = ResolversParentTypes['OrderTransitionError']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  from?: Resolver<ResolversTypes['OrderState'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['OrderState'], ParentType, ContextType>;
  allowed?: Resolver<ReadonlyArray<ResolversTypes['OrderState']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type OrdersImportResultResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OrdersImportResult'] = ResolversParentTypes['OrdersImportResult']> = {
  __resolveType: TypeResolveFn<'ImportSuccess' | 'ValidationError', ParentType, ContextType>;
};

export type ImportSuccessResolvers<ContextType = Context, ParentType extends ResolversParentTypes['ImportSuccess'] = ResolversParentTypes['ImportSuccess']> = {
  inserted?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  unchanged?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = Context, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  orderProgress?: SubscriptionResolver<ResolversTypes['OrderProgress'], "orderProgress", ParentType, ContextType, RequireFields<SubscriptionOrderProgressArgs, 'orderId'>>;
};

export type OrderProgressResolvers<ContextType = Context, ParentType extends ResolversParentTypes['OrderProgress'] = ResolversParentTypes['OrderProgress']> = {
  sequence?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  order?: Resolver<ResolversTypes['Order'], ParentType, ContextType>;
  event?: Resolver<ResolversTypes['OrderEvent'], ParentType, ContextType>;
};

export type Resolvers<ContextType = Context> = {
  DateTime?: GraphQLScalarType;
  BigInt?: GraphQLScalarType;
  Decimal?: GraphQLScalarType;
  CountryCode?: GraphQLScalarType;
  Node?: NodeResolvers<ContextType>;
  Money?: MoneyResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  UserError?: UserErrorResolvers<ContextType>;
  NotFoundError?: NotFoundErrorResolvers<ContextType>;
  ValidationError?: ValidationErrorResolvers<ContextType>;
  FieldIssue?: FieldIssueResolvers<ContextType>;
  ConflictError?: ConflictErrorResolvers<ContextType>;
  IdempotencyMismatchError?: IdempotencyMismatchErrorResolvers<ContextType>;
  User?: UserResolvers<ContextType>;
  ProductVariant?: ProductVariantResolvers<ContextType>;
  Merchant?: MerchantResolvers<ContextType>;
  Category?: CategoryResolvers<ContextType>;
  Cart?: CartResolvers<ContextType>;
  CartLine?: CartLineResolvers<ContextType>;
  CartProblem?: CartProblemResolvers<ContextType>;
  PriceChangedProblem?: PriceChangedProblemResolvers<ContextType>;
  StockShortProblem?: StockShortProblemResolvers<ContextType>;
  Order?: OrderResolvers<ContextType>;
  OrderAddress?: OrderAddressResolvers<ContextType>;
  OrderLine?: OrderLineResolvers<ContextType>;
  Payment?: PaymentResolvers<ContextType>;
  OrderEvent?: OrderEventResolvers<ContextType>;
  OrderStateChanged?: OrderStateChangedResolvers<ContextType>;
  OrderPaymentChanged?: OrderPaymentChangedResolvers<ContextType>;
  OrderShipmentChanged?: OrderShipmentChangedResolvers<ContextType>;
  Shipment?: ShipmentResolvers<ContextType>;
  OrderImported?: OrderImportedResolvers<ContextType>;
  OrderEventConnection?: OrderEventConnectionResolvers<ContextType>;
  OrderEventEdge?: OrderEventEdgeResolvers<ContextType>;
  OrderConnection?: OrderConnectionResolvers<ContextType>;
  OrderEdge?: OrderEdgeResolvers<ContextType>;
  SalesReport?: SalesReportResolvers<ContextType>;
  SalesByState?: SalesByStateResolvers<ContextType>;
  SalesBySourceStatus?: SalesBySourceStatusResolvers<ContextType>;
  SalesByMonth?: SalesByMonthResolvers<ContextType>;
  SalesByPaymentMethod?: SalesByPaymentMethodResolvers<ContextType>;
  SalesByRegion?: SalesByRegionResolvers<ContextType>;
  SalesByCategory?: SalesByCategoryResolvers<ContextType>;
  SalesByMerchant?: SalesByMerchantResolvers<ContextType>;
  DeliveryPerformance?: DeliveryPerformanceResolvers<ContextType>;
  OrderIrregularities?: OrderIrregularitiesResolvers<ContextType>;
  SourceStatusCount?: SourceStatusCountResolvers<ContextType>;
  OrderFunnel?: OrderFunnelResolvers<ContextType>;
  OrderFunnelStep?: OrderFunnelStepResolvers<ContextType>;
  OrderStateTime?: OrderStateTimeResolvers<ContextType>;
  CheckoutInDoubt?: CheckoutInDoubtResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  CartLinesAddResult?: CartLinesAddResultResolvers<ContextType>;
  CartLinesAddSuccess?: CartLinesAddSuccessResolvers<ContextType>;
  CartLineUpdateResult?: CartLineUpdateResultResolvers<ContextType>;
  CartLineUpdateSuccess?: CartLineUpdateSuccessResolvers<ContextType>;
  CartLineRemoveResult?: CartLineRemoveResultResolvers<ContextType>;
  CartLineRemoveSuccess?: CartLineRemoveSuccessResolvers<ContextType>;
  CartShippingSelectResult?: CartShippingSelectResultResolvers<ContextType>;
  CartShippingSelectSuccess?: CartShippingSelectSuccessResolvers<ContextType>;
  InsufficientStockError?: InsufficientStockErrorResolvers<ContextType>;
  CheckoutCompleteResult?: CheckoutCompleteResultResolvers<ContextType>;
  CheckoutCompleteSuccess?: CheckoutCompleteSuccessResolvers<ContextType>;
  CheckoutInProgress?: CheckoutInProgressResolvers<ContextType>;
  PriceChangedError?: PriceChangedErrorResolvers<ContextType>;
  PaymentDeclinedError?: PaymentDeclinedErrorResolvers<ContextType>;
  OrderCancelResult?: OrderCancelResultResolvers<ContextType>;
  OrderCancelSuccess?: OrderCancelSuccessResolvers<ContextType>;
  OrderTransitionError?: OrderTransitionErrorResolvers<ContextType>;
  OrdersImportResult?: OrdersImportResultResolvers<ContextType>;
  ImportSuccess?: ImportSuccessResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  OrderProgress?: OrderProgressResolvers<ContextType>;
};

