const STATES: Readonly<Record<string, string>> = {
  PENDING: 'Order received',
  CONFIRMED: 'Confirmed',
  PARTIALLY_SHIPPED: 'Partly on its way',
  SHIPPED: 'On its way',
  DELIVERED: 'Delivered',
  COMPLETED: 'Completed',
  CANCELLED: 'Cancelled',
  PLANNED: 'Being prepared',
  PICKING: 'Being picked',
  PACKED: 'Packed',
  HANDED_OVER: 'Handed to the carrier',
  IN_TRANSIT: 'In transit',
  OUT_FOR_DELIVERY: 'Out for delivery',
  EXCEPTION: 'Needs attention',
  RETURNING: 'On its way back',
  RETURNED: 'Returned',
};

/** What a state is called on the page. */
export const stateWords = (state: string): string => STATES[state] ?? state;

/** Date and time as the reader's browser writes them. */
export const instantWords = (instant: string): string => new Date(instant).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** The day alone. */
export const dayWords = (instant: string): string => new Date(instant).toLocaleDateString(undefined, { weekday: 'long', day: 'numeric', month: 'long' });
