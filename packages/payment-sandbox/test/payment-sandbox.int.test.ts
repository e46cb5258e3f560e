import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { silentLogger as logger } from '@souk/telemetry';
import { createPaymentSandbox, readLedger, type PaymentSandbox } from '../src/index.js';

const apiKey = 'test-key-0123456789';
const order = { amountMinor: 12_345, currency: 'EUR', token: 'tok_approve', reference: 'order-1' };

interface Answer { readonly status: number; readonly type: string | null; readonly body: Record<string, unknown> }

describe('the payment sandbox', () => {
  let folder: string;
  let ledgerFile: string;
  let sandbox: PaymentSandbox;
  const start = async (): Promise<void> => { sandbox = await createPaymentSandbox({ host: '127.0.0.1', port: 0, apiKey, ledgerFile, logger }); };
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'payment-sandbox-'));
    ledgerFile = join(folder, 'made', 'ledger.jsonl');
    await start();
  });
  afterEach(async () => {
    await sandbox.stop();
    await rm(folder, { recursive: true });
  });

  const call = async (method: string, path: string, init: { body?: unknown; key?: string; authorization?: string; timeoutMs?: number } = {}): Promise<Answer> => {
    const response = await fetch(`${sandbox.url}${path}`, {
      method,
      headers: { authorization: init.authorization ?? `Bearer ${apiKey}`, 'content-type': 'application/json', ...(init.key !== undefined && { 'idempotency-key': init.key }) },
      ...(init.body !== undefined && { body: typeof init.body === 'string' ? init.body : JSON.stringify(init.body) }),
      signal: AbortSignal.timeout(init.timeoutMs ?? 5_000),
    });
    return { status: response.status, type: response.headers.get('content-type'), body: (await response.json()) as Record<string, unknown> };
  };
  const pay = (key: string, changes: Record<string, unknown> = {}): Promise<Answer> => call('POST', '/v1/payments', { key, body: { ...order, ...changes } });
  const idOf = ({ body }: Answer): string => String(body['id']);

  it('authorises, and shows the payment by id and by key', async () => {
    const answer = await pay('key-1');
    expect(answer).toMatchObject({ status: 201, body: { status: 'authorized', amountMinor: 12_345, capturedMinor: 0, currency: 'EUR', method: 'card', reference: 'order-1', declineCode: null } });
    expect((await call('GET', `/v1/payments/${idOf(answer)}`)).body).toEqual(answer.body);
    expect((await call('GET', '/v1/payments/by-key/key-1')).body).toEqual(answer.body);
  });

  it('answers the same to the same key and body, also twenty at once, and charges once', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => pay('key-1')));
    await call('POST', `/v1/payments/${idOf(answers[0] as Answer)}/capture`);
    for (const answer of [...answers, await pay('key-1')]) expect(answer).toEqual(answers[0]);
    expect((await readLedger(ledgerFile)).filter((entry) => entry.type === 'authorized')).toHaveLength(1);
  });

  it('refuses a key that was used with another body', async () => {
    await pay('key-1');
    expect(await pay('key-1', { amountMinor: 1 })).toMatchObject({ status: 409, type: expect.stringContaining('application/problem+json'), body: { code: 'idempotency_mismatch', status: 409 } });
  });

  it.each([['tok_decline', 'card_declined'], ['tok_insufficient_funds', 'insufficient_funds']])('declines %s, and again', async (token, declineCode) => {
    for (const answer of [await pay('key-1', { token }), await pay('key-1', { token })]) expect(answer).toMatchObject({ status: 402, body: { code: 'payment_declined', declineCode } });
    expect((await call('GET', '/v1/payments/by-key/key-1')).body).toMatchObject({ status: 'declined', declineCode });
  });

  it('charges tok_timeout without an answer; the same key asked again answers at once', async () => {
    await expect(call('POST', '/v1/payments', { key: 'key-1', body: { ...order, token: 'tok_timeout' }, timeoutMs: 200 })).rejects.toThrow('timeout');
    const found = await call('GET', '/v1/payments/by-key/key-1');
    expect(found.body).toMatchObject({ status: 'authorized' });
    expect(await pay('key-1', { token: 'tok_timeout' })).toEqual({ ...found, status: 201 });
    expect((await readLedger(ledgerFile)).filter((entry) => entry.type === 'authorized')).toHaveLength(1);
  });

  it('captures, then refunds, each once', async () => {
    const id = idOf(await pay('key-1'));
    for (let time = 0; time < 2; time += 1) expect((await call('POST', `/v1/payments/${id}/capture`)).body).toMatchObject({ status: 'captured', capturedMinor: 12_345, refundedMinor: 0 });
    for (let time = 0; time < 2; time += 1) expect((await call('POST', `/v1/payments/${id}/refund`)).body).toMatchObject({ status: 'refunded', capturedMinor: 12_345, refundedMinor: 12_345 });
    expect((await readLedger(ledgerFile)).map((entry) => entry.type)).toEqual(['authorized', 'captured', 'refunded']);
  });

  it('voids an authorisation, once', async () => {
    const id = idOf(await pay('key-1'));
    for (let time = 0; time < 2; time += 1) expect((await call('POST', `/v1/payments/${id}/void`)).body).toMatchObject({ status: 'voided', capturedMinor: 0 });
    expect((await readLedger(ledgerFile)).map((entry) => entry.type)).toEqual(['authorized', 'voided']);
  });

  it.each([['capture', 'void'], ['refund', 'void'], ['void', 'capture']])('refuses to %s after a %s', async (second, first) => {
    const id = idOf(await pay('key-1'));
    await call('POST', `/v1/payments/${id}/${first}`);
    expect(await call('POST', `/v1/payments/${id}/${second}`)).toMatchObject({ status: 409, body: { code: 'invalid_state' } });
  });

  it('voids by key: what was authorised, and what is still on its way', async () => {
    await pay('key-1');
    expect(await call('POST', '/v1/payments/by-key/key-1/void')).toMatchObject({ status: 200, body: { payment: { status: 'voided' } } });
    for (let time = 0; time < 2; time += 1) expect(await call('POST', '/v1/payments/by-key/key-2/void')).toMatchObject({ status: 200, body: { payment: null } });
    expect(await pay('key-2')).toMatchObject({ status: 409, body: { code: 'key_voided' } });
    await pay('key-3', { token: 'tok_decline' });
    expect(await call('POST', '/v1/payments/by-key/key-3/void')).toMatchObject({ status: 200, body: { payment: { status: 'declined' } } });
  });

  it('remembers everything over a restart, and cuts off a line that was never finished', async () => {
    const first = await pay('key-1');
    await call('POST', `/v1/payments/${idOf(first)}/capture`);
    await call('POST', '/v1/payments/by-key/key-2/void');
    await sandbox.stop();
    await appendFile(ledgerFile, '{"type":"refunded","at":"20');
    await start();
    expect((await call('GET', `/v1/payments/${idOf(first)}`)).body).toMatchObject({ status: 'captured' });
    expect(await pay('key-1')).toEqual(first);
    expect((await pay('key-2')).status).toBe(409);
    expect((await call('POST', `/v1/payments/${idOf(first)}/refund`)).status).toBe(200);
    expect((await readLedger(ledgerFile)).map((entry) => entry.type)).toEqual(['authorized', 'captured', 'keyVoided', 'refunded']);
  });

  it('does not start over a ledger that it cannot read, and says which line', async () => {
    const broken = join(folder, 'broken.jsonl');
    await writeFile(broken, '{"type":"refunded"}\n');
    await expect(createPaymentSandbox({ host: '127.0.0.1', port: 0, apiKey, ledgerFile: broken, logger })).rejects.toThrow('broken.jsonl:1 is not a ledger entry');
  });

  it('does not start on a taken port', async () => {
    await expect(createPaymentSandbox({ host: '127.0.0.1', port: Number(new URL(sandbox.url).port), apiKey, ledgerFile: join(folder, 'other.jsonl'), logger })).rejects.toMatchObject({ code: 'PORT_TAKEN' });
  });

  it.each(['', 'Bearer wrong', apiKey])('answers 401 to the credentials %p', async (authorization) => {
    expect(await call('GET', '/v1/payments/by-key/key-1', { authorization })).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
  });

  it.each([
    ['no key', { body: order }, 400, 'invalid_idempotency_key'],
    ['an endless key', { key: 'k'.repeat(201), body: order }, 400, 'invalid_idempotency_key'],
    ['a token it does not know', { key: 'k', body: { ...order, token: 'tok_free' } }, 400, 'unknown_token'],
    ['a negative amount', { key: 'k', body: { ...order, amountMinor: -1 } }, 400, 'invalid_request'],
    ['half a cent', { key: 'k', body: { ...order, amountMinor: 0.5 } }, 400, 'invalid_request'],
    ['an unknown currency', { key: 'k', body: { ...order, currency: 'XXX' } }, 400, 'invalid_request'],
    ['an unknown field', { key: 'k', body: { ...order, pan: '4242' } }, 400, 'invalid_request'],
    ['malformed JSON', { key: 'k', body: '{"amountMinor":' }, 400, 'invalid_request'],
    ['a huge body', { key: 'k', body: { ...order, reference: 'x'.repeat(20_000) } }, 413, 'body_too_large'],
  ])('refuses %s as a problem, and records nothing', async (_what, init, status, code) => {
    expect(await call('POST', '/v1/payments', init)).toMatchObject({ status, type: expect.stringContaining('application/problem+json'), body: { status, code } });
    expect(await readLedger(ledgerFile)).toEqual([]);
  });

  it.each(['/v1/payments/sbx_0', '/v1/payments/by-key/none', '/v1/elsewhere', '/other'])('answers 404 at %s', async (path) => {
    expect(await call('GET', path)).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });

  it('is live without credentials', async () => {
    expect(await call('GET', '/health/live', { authorization: '' })).toMatchObject({ status: 200, body: { status: 'live' } });
  });
});
