import { decimalOf, type Money } from '@souk/kernel';

/** Resolvers of the type Money, which every subgraph shares. */
export const money = { decimal: (amount: Money): string => decimalOf(amount) };
