import { createHash, timingSafeEqual } from 'node:crypto';
import { CURRENCY_CODES, MAX_AMOUNT_MINOR, sleep } from '@souk/kernel';
import { type Logger } from '@souk/telemetry';
import express, { type ErrorRequestHandler, type Express, type Request, type RequestHandler, type Response } from 'express';
import { z } from 'zod';
import { type Payments, type PaymentRequest } from './payments.js';
import { Problem } from './problem.js';

export interface ApiOptions {
  readonly payments: Payments;
  readonly apiKey: string;
  readonly logger: Logger;
  /** Ends the waits of `tok_timeout`. */
  readonly signal: AbortSignal;
}

const MAX_BODY_BYTES = 16_384;
const MAX_KEY_LENGTH = 200;
/** `tok_timeout` is charged, and its caller hears nothing for so long; then the connection is dropped. */
const TIMEOUT_TOKEN_MS = 30_000;

const paymentRequest = z.strictObject({
  amountMinor: z.number().int().positive().max(MAX_AMOUNT_MINOR),
  currency: z.enum(CURRENCY_CODES),
  token: z.string().min(1).max(100),
  method: z.literal('card').default('card'),
  reference: z.string().min(1).max(200),
});

/** The routes of the sandbox: JSON in and out, errors as application/problem+json. */
export const createApi = ({ payments, apiKey, logger, signal }: ApiOptions): Express => {
  const app = express();
  app.disable('x-powered-by');
  app.get('/health/live', (_request, response) => void response.json({ status: 'live' }));
  app.use('/v1', bearerOnly(apiKey), express.json({ limit: MAX_BODY_BYTES, strict: true }));
  app.post('/v1/payments', async (request, response) => {
    const key = keyOf(request.get('idempotency-key'));
    const body = bodyOf(request.body);
    const { payment, isNew } = await payments.authorize(key, body);
    if (isNew && body.token === 'tok_timeout') {
      await sleep(TIMEOUT_TOKEN_MS, signal);
      response.destroy();
    } else if (payment.declineCode !== null) {
      throw new Problem(402, 'payment_declined', 'The card was declined.', { declineCode: payment.declineCode, payment });
    } else {
      response.status(201).json(payment);
    }
  });
  app.get('/v1/payments/by-key/:key', async (request, response) => void response.json(await payments.getByKey(keyOf(request.params.key))));
  app.post('/v1/payments/by-key/:key/void', async (request, response) => void response.json({ payment: (await payments.voidKey(keyOf(request.params.key))) ?? null }));
  app.get('/v1/payments/:id', async (request, response) => void response.json(await payments.get(request.params.id)));
  app.post('/v1/payments/:id/capture', async (request, response) => void response.json(await payments.capture(request.params.id)));
  app.post('/v1/payments/:id/void', async (request, response) => void response.json(await payments.void(request.params.id)));
  app.post('/v1/payments/:id/refund', async (request, response) => void response.json(await payments.refund(request.params.id)));
  app.use((request) => {
    throw new Problem(404, 'not_found', `There is no ${request.method} ${request.path}.`);
  });
  app.use(answerProblem(logger));
  return app;
};

const bearerOnly = (apiKey: string): RequestHandler => {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  const expected = digest(`Bearer ${apiKey}`);
  return (request, _response, next) => {
    if (!timingSafeEqual(digest(request.get('authorization') ?? ''), expected)) throw new Problem(401, 'unauthenticated', 'Send the API key as a bearer token.');
    next();
  };
};

const keyOf = (key: string | undefined): string => {
  if (key === undefined || key.length > MAX_KEY_LENGTH || !/^[\x21-\x7e]+$/.test(key)) throw new Problem(400, 'invalid_idempotency_key', `An Idempotency-Key has 1 to ${MAX_KEY_LENGTH} visible ASCII characters.`);
  return key;
};

const bodyOf = (body: unknown): PaymentRequest => {
  const parsed = paymentRequest.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new Problem(400, 'invalid_request', 'The payment cannot be read.', { issues: parsed.error.issues.map(({ path, message }) => ({ path: path.map(String), message })) });
};

/** express.json's own errors carry a status; anything else is ours and stays inside. */
const answerProblem = (logger: Logger): ErrorRequestHandler => (error: unknown, _request: Request, response: Response, _next) => {
  const problem = problemOf(error);
  if (problem.status >= 500) logger.error({ err: error }, 'a request failed');
  response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
};

const problemOf = (error: unknown): Problem => {
  if (error instanceof Problem) return error;
  const status = error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : 500;
  if (status === 413) return new Problem(413, 'body_too_large', `A body has at most ${MAX_BODY_BYTES} bytes.`);
  return status < 500 ? new Problem(status, 'invalid_request', 'The request cannot be read.') : new Problem(500, 'internal_error', 'The sandbox failed; try again with the same Idempotency-Key.');
};
