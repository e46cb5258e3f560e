const importMutation = (field: string): string => {
  const type = `${field[0]?.toUpperCase()}${field.slice(1)}`;
  return `mutation ${type}($input: ${type}Input!) { result: ${field}(input: $input) { __typename ... on ImportSuccess { inserted unchanged } ... on UserError { message } } }`;
};

export const CATALOG_IMPORT = importMutation('catalogImport');
export const USERS_IMPORT = importMutation('usersImport');
export const ORDERS_IMPORT = importMutation('ordersImport');
export const SHIPMENTS_IMPORT = importMutation('shipmentsImport');

const MONEY = '{ amountMinor }';
const DELIVERY = '{ deliveredCount onTimeCount lateCount onTimeByDateCount averageDays }';

/** Every figure that the platform can tell of the imported history. */
export const REPORTS = `query ImportReports {
  catalogReport(source: "olist") {
    productCount merchantCount translatedCategoryCount productsWithoutCategory productsInUntranslatedCategories { slug count }
    productsWithoutWeightOrDimensions productsWithZeroWeight merchantsWithOddCity reviewCount reviewsByScore { score count }
    reviewSourceIdsOnSeveralOrders ordersWithSeveralReviews
  }
  userReport(source: "olist") { importedAccountCount accountsWithSeveralAddresses }
  orders(filter: { source: "olist", importFlags: [NO_PAYMENT] }, first: 100) { nodes { number } }
  salesReport(filter: { currency: BRL, source: "olist" }) {
    orderCount lineCount paymentCount repeatBuyerCount addressCount firstPlacedAt lastPlacedAt
    paymentTotal ${MONEY} lineTotal ${MONEY} shippingTotal ${MONEY}
    bySourceStatus { sourceStatus orderCount paymentTotal ${MONEY} }
    byMonth { month orderCount paymentTotal ${MONEY} }
    byPaymentMethod { method paymentCount paymentTotal ${MONEY} }
    byRegion { region orderCount delivery ${DELIVERY} }
    byCategory(first: 500) { category { slug names { locale text } } lineCount lineTotal ${MONEY} shippingTotal ${MONEY} }
    categoryCount linesWithoutCategory
    byMerchant(first: 5) { merchant { sourceId } lineTotal ${MONEY} }
    delivery ${DELIVERY}
    irregularities {
      withoutLines withoutLinesBySourceStatus { sourceStatus count } withoutPayment withSeveralLines maxLinesPerOrder withSeveralMerchants withRepeatedProducts
      withSeveralPayments maxPaymentsPerOrder withPaymentSequenceGap zeroPaymentCount zeroInstallmentPaymentCount undefinedMethodPaymentCount
      zeroPriceLineCount zeroShippingLineCount paymentDiffers paymentAboveLines paymentBelowLines paymentMinusLinesTotal ${MONEY}
      confirmedBeforePlaced handedOverBeforeConfirmed handedOverBeforePlaced deliveredBeforeHandedOver
      deliveredWithoutDeliveryDate deliveredWithoutHandoverDate deliveredWithoutConfirmationDate cancelledYetDelivered undeliveredWithDeliveryDate
      shippingLimitBeforePlacedLineCount shippingLimitImplausibleLineCount productsAtSeveralPrices productsOfSeveralMerchants
    }
  }
}`;
