import { z } from 'zod';
import { httpUrl } from './url-of.js';

/** The ways to carry out a checkout. */
const PROTOCOLS = ['saga', '2pc', '3pc', 'percolator'] as const;
export type ProtocolName = (typeof PROTOCOLS)[number];

/** What every service reads that takes part in others' transactions. */
export const transactionSettings = {
  CHECKOUT_PROTOCOL: z.enum(PROTOCOLS, { error: `expected one of ${PROTOCOLS.join(', ')}` }).default('saga'),
  CATALOG_URL: httpUrl.default('http://127.0.0.1:4001'),
  USER_URL: httpUrl.default('http://127.0.0.1:4002'),
  ORDER_URL: httpUrl.default('http://127.0.0.1:4003'),
  LOGISTICS_URL: httpUrl.default('http://127.0.0.1:4004'),
};

export interface TransactionConfig {
  /** The same for all services. */
  readonly checkoutProtocol: ProtocolName;
  /** Base URLs of those who take part, this service included. */
  readonly peerUrls: Readonly<Record<'catalog' | 'user' | 'order' | 'logistics', string>>;
}

export const transactionConfig = ({ CHECKOUT_PROTOCOL, CATALOG_URL, USER_URL, ORDER_URL, LOGISTICS_URL }: z.output<z.ZodObject<typeof transactionSettings>>): TransactionConfig => ({
  checkoutProtocol: CHECKOUT_PROTOCOL,
  peerUrls: { catalog: CATALOG_URL, user: USER_URL, order: ORDER_URL, logistics: LOGISTICS_URL },
});
