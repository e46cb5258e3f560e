/** Units of one variant in one warehouse. */
export interface StockLevel {
  readonly variantId: string;
  readonly warehouseId: string;
  readonly onHand: number;
  readonly reserved: number;
  readonly version: number;
}

export type StockState = 'IN_STOCK' | 'LOW_STOCK' | 'OUT_OF_STOCK';

/** Units of one variant in one warehouse at most. */
export const MAX_ON_HAND = 1_000_000_000;
/** Up to so many units are few. */
const LOW_STOCK_UNITS = 5;
/** What GraphQL's Int carries. */
const MAX_INT = 2_147_483_647;

export const availableIn = ({ onHand, reserved }: Pick<StockLevel, 'onHand' | 'reserved'>): number => onHand - reserved;

/** What can be sold over all warehouses. */
export const availabilityOf = (levels: readonly Pick<StockLevel, 'onHand' | 'reserved'>[]): { readonly state: StockState; readonly sellableQuantity: number } => {
  const sellableQuantity = Math.min(MAX_INT, levels.reduce((units, level) => units + availableIn(level), 0));
  return { state: sellableQuantity === 0 ? 'OUT_OF_STOCK' : sellableQuantity <= LOW_STOCK_UNITS ? 'LOW_STOCK' : 'IN_STOCK', sellableQuantity };
};
