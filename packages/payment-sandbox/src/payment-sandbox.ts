import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import { dirname } from 'node:path';
import { systemClock, type Clock } from '@souk/kernel';
import { listen } from '@souk/service';
import { type Logger } from '@souk/telemetry';
import { createApi } from './api.js';
import { openLedger } from './ledger.js';
import { Payments } from './payments.js';

export interface PaymentSandboxOptions {
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
  readonly apiKey: string;
  /** JSON lines; made if missing, folders too. One process at a time. */
  readonly ledgerFile: string;
  readonly logger: Logger;
  readonly clock?: Clock;
}

export interface PaymentSandbox {
  readonly name: 'payment-sandbox';
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts a payment provider that moves no money: a REST API over a durable ledger of its own. Throws where the port is taken or the ledger is unreadable. */
export const createPaymentSandbox = async ({ host, port, apiKey, ledgerFile, logger, clock = systemClock }: PaymentSandboxOptions): Promise<PaymentSandbox> => {
  await mkdir(dirname(ledgerFile), { recursive: true });
  const ledger = await openLedger(ledgerFile);
  const stopping = new AbortController();
  const server = createServer(createApi({ payments: new Payments(ledger, clock), apiKey, logger, signal: stopping.signal }));
  const { url } = await listen(server, { name: 'payment-sandbox', host, port }).catch(async (error: unknown) => {
    await ledger.close();
    throw error;
  });
  logger.info({ url }, 'the payment sandbox listens');
  const stop = async (): Promise<void> => {
    stopping.abort();
    const closed = once(server, 'close');
    server.close();
    server.closeIdleConnections();
    await closed;
    await ledger.close();
  };
  return { name: 'payment-sandbox', url, stop };
};
