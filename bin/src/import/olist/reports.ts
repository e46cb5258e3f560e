interface Amount { readonly amountMinor: number }
interface Delivery { readonly deliveredCount: number; readonly onTimeCount: number; readonly lateCount: number; readonly onTimeByDateCount: number; readonly averageDays: number | null }
interface StatusCount { readonly sourceStatus: string; readonly count: number }

type Counts<Name extends string> = Readonly<Record<Name, number>>;

/** What the query of the reports answers. */
export interface Reports {
  readonly catalogReport: Counts<'productCount' | 'merchantCount' | 'translatedCategoryCount' | 'productsWithoutCategory' | 'productsWithoutWeightOrDimensions' | 'productsWithZeroWeight' | 'merchantsWithOddCity' | 'reviewCount' | 'reviewSourceIdsOnSeveralOrders' | 'ordersWithSeveralReviews'> & {
    readonly productsInUntranslatedCategories: readonly { readonly slug: string; readonly count: number }[];
    readonly reviewsByScore: readonly { readonly score: number; readonly count: number }[];
  };
  readonly userReport: Counts<'importedAccountCount' | 'accountsWithSeveralAddresses'>;
  readonly orders: { readonly nodes: readonly { readonly number: string }[] };
  readonly salesReport: Counts<'orderCount' | 'lineCount' | 'paymentCount' | 'repeatBuyerCount' | 'addressCount' | 'categoryCount' | 'linesWithoutCategory'> & {
    readonly firstPlacedAt: string;
    readonly lastPlacedAt: string;
    readonly paymentTotal: Amount;
    readonly lineTotal: Amount;
    readonly shippingTotal: Amount;
    readonly bySourceStatus: readonly { readonly sourceStatus: string; readonly orderCount: number; readonly paymentTotal: Amount }[];
    readonly byMonth: readonly { readonly month: string; readonly orderCount: number; readonly paymentTotal: Amount }[];
    readonly byPaymentMethod: readonly { readonly method: string; readonly paymentCount: number; readonly paymentTotal: Amount }[];
    readonly byRegion: readonly { readonly region: string; readonly orderCount: number; readonly delivery: Delivery }[];
    readonly byCategory: readonly { readonly category: { readonly slug: string; readonly names: readonly { readonly locale: string; readonly text: string }[] }; readonly lineCount: number; readonly lineTotal: Amount; readonly shippingTotal: Amount }[];
    readonly byMerchant: readonly { readonly merchant: { readonly sourceId: string }; readonly lineTotal: Amount }[];
    readonly delivery: Delivery;
    readonly irregularities: Counts<'withoutLines' | 'withoutPayment' | 'withSeveralLines' | 'maxLinesPerOrder' | 'withSeveralMerchants' | 'withRepeatedProducts' | 'withSeveralPayments' | 'maxPaymentsPerOrder' | 'withPaymentSequenceGap' | 'zeroPaymentCount' | 'zeroInstallmentPaymentCount' | 'undefinedMethodPaymentCount' | 'zeroPriceLineCount' | 'zeroShippingLineCount' | 'paymentDiffers' | 'paymentAboveLines' | 'paymentBelowLines' | 'confirmedBeforePlaced' | 'handedOverBeforeConfirmed' | 'handedOverBeforePlaced' | 'deliveredBeforeHandedOver' | 'deliveredWithoutDeliveryDate' | 'deliveredWithoutHandoverDate' | 'deliveredWithoutConfirmationDate' | 'cancelledYetDelivered' | 'undeliveredWithDeliveryDate' | 'shippingLimitBeforePlacedLineCount' | 'shippingLimitImplausibleLineCount' | 'productsAtSeveralPrices' | 'productsOfSeveralMerchants'> & {
      readonly withoutLinesBySourceStatus: readonly StatusCount[];
      readonly paymentMinusLinesTotal: Amount;
    };
  };
}
