import { OperationalError, ValidationError } from '@souk/kernel';
import { Pool } from 'undici';
import { z } from 'zod';
import { PaymentDeclinedError } from '../domain/checkout-errors.js';
import { type PaymentProvider, type Taken } from './payment-provider.js';

export interface SandboxOptions {
  /** Base URL of the sandbox. */
  readonly url: string;
  readonly apiKey: string;
}

/** Longest wait for one answer of the provider. */
const DEADLINE_MS = 3_000;
const MAX_CONNECTIONS = 32;

const answer = z.object({ id: z.string(), status: z.enum(['authorized', 'declined', 'captured', 'voided', 'refunded']), declineCode: z.string().nullable() });
const problem = z.object({ code: z.string(), declineCode: z.string().optional() });

interface Reply {
  readonly status: number;
  readonly body: unknown;
}

/**
 * Card payments over the sandbox's REST API: authorised at checkout, captured after the order is confirmed. The payment's
 * id is the Idempotency-Key, so whatever is sent twice happens once.
 */
export const sandboxProvider = ({ url, apiKey }: SandboxOptions): PaymentProvider & { close(): Promise<void> } => {
  const pool = new Pool(new URL(url).origin, { connections: MAX_CONNECTIONS });

  const call = async (method: 'GET' | 'POST', path: string, signal: AbortSignal, headers: Record<string, string> = {}, body?: object): Promise<Reply> => {
    try {
      const response = await pool.request({
        method, path,
        headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json', ...headers },
        signal: AbortSignal.any([signal, AbortSignal.timeout(DEADLINE_MS)]),
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      return { status: response.statusCode, body: await response.body.json() };
    } catch (error) {
      throw new OperationalError('PAYMENT_PROVIDER_UNAVAILABLE', `The payment provider did not answer ${method} ${path}.`, true, { cause: error });
    }
  };
  const change = async (id: string | null, operation: 'capture' | 'refund', signal: AbortSignal): Promise<void> => {
    if (id === null) throw new Error(`Invariant broken: a payment to ${operation} has the provider's id`);
    expectOk(await call('POST', `/v1/payments/${encodeURIComponent(id)}/${operation}`, signal));
  };
  const byKey = (paymentId: string): string => `/v1/payments/by-key/${paymentId}`;

  return {
    name: 'sandbox',
    method: 'card',
    needsToken: true,
    needsAccount: false,
    take: async ({ paymentId, orderId, token, amount }, signal) => {
      const request = { amountMinor: amount.amountMinor, currency: amount.currency, token, method: 'card', reference: orderId };
      try {
        return takenOf(await call('POST', '/v1/payments', signal, { 'idempotency-key': paymentId }, request));
      } catch (error) {
        if (!(error instanceof OperationalError)) throw error;
        // The answer was lost, not perhaps the charge: ask what became of it before it is sent again.
        const found = await call('GET', byKey(paymentId), signal);
        if (found.status === 404) throw error;
        return takenOf(found);
      }
    },
    capture: (_charge, { reference }, signal) => change(reference, 'capture', signal),
    undo: async ({ paymentId }, signal) => expectOk(await call('POST', `${byKey(paymentId)}/void`, signal)),
    refund: (_charge, reference, signal) => change(reference, 'refund', signal),
    close: () => pool.close(),
  };
};

/** Throws what the provider's answer says, where it is not a held payment. */
const takenOf = ({ status, body }: Reply): Taken => {
  const payment = answer.safeParse(body).data;
  if (status < 300 && payment?.status === 'declined') throw new PaymentDeclinedError(payment.declineCode ?? 'declined');
  if (status < 300 && payment?.status === 'authorized') return { state: 'AUTHORIZED', reference: payment.id };
  const { code, declineCode } = problem.safeParse(body).data ?? { code: `status_${status}` };
  if (status === 402) throw new PaymentDeclinedError(declineCode ?? 'declined');
  if (status === 400 && code === 'unknown_token') throw new ValidationError([{ path: ['payment', 'token'], rule: code, message: 'the payment provider does not know this token' }]);
  throw unexpected(status, code);
};

const expectOk = ({ status, body }: Reply): void => {
  if (status >= 300) throw unexpected(status, problem.safeParse(body).data?.code ?? '');
};

const unexpected = (status: number, code: string): OperationalError => new OperationalError('PAYMENT_PROVIDER_FAILED', `The payment provider answered ${status} ${code}.`, true);
