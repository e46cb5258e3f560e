import { createHash } from 'node:crypto';
import { newId, type Clock } from '@souk/kernel';
import { type Ledger } from './ledger.js';
import { type LedgerEntry } from './ledger-entry.js';
import { PaymentRegister, type Payment, type PaymentStatus } from './payment-register.js';
import { Problem } from './problem.js';

export interface PaymentRequest {
  readonly amountMinor: number;
  readonly currency: string;
  readonly token: string;
  readonly method: 'card';
  readonly reference: string;
}

const DECLINES: Readonly<Record<string, string>> = { tok_decline: 'card_declined', tok_insufficient_funds: 'insufficient_funds' };
const APPROVALS: readonly string[] = ['tok_approve', 'tok_timeout'];

/** The one who decides: each decision is taken at once, in memory, and answered when it is on the disk. */
export class Payments {
  readonly #register: PaymentRegister;

  constructor(private readonly ledger: Ledger, private readonly clock: Clock) {
    this.#register = new PaymentRegister(ledger.entries);
  }

  /** Authorises or declines. The same key with the same request answers as it did at first; `isNew` tells which it was. */
  async authorize(key: string, request: PaymentRequest): Promise<{ payment: Payment; isNew: boolean }> {
    const fingerprint = createHash('sha256').update(JSON.stringify(request)).digest('hex');
    const known = this.#register.key(key);
    if (known !== undefined && known.fingerprint !== fingerprint) throw new Problem(409, 'idempotency_mismatch', 'This Idempotency-Key was used with another request body.');
    if (known !== undefined) {
      await this.ledger.settled();
      return { payment: known.first, isNew: false };
    }
    if (this.#register.isKeyVoided(key)) throw new Problem(409, 'key_voided', 'This Idempotency-Key was voided before the request arrived.');
    const id = `sbx_${newId().replaceAll('-', '')}`;
    const { amountMinor, currency, method, reference } = request;
    const created = { at: this.clock.now().toISOString(), id, key, fingerprint, amountMinor, currency, method, reference };
    await this.#record(decide(request.token, created));
    return { payment: this.#find(id), isNew: true };
  }

  async get(id: string): Promise<Payment> {
    const payment = this.#find(id);
    await this.ledger.settled();
    return payment;
  }

  getByKey(key: string): Promise<Payment> {
    const known = this.#register.key(key);
    if (known === undefined) throw new Problem(404, 'not_found', 'There is no payment under this Idempotency-Key.');
    return this.get(known.first.id);
  }

  /** Takes the authorised money. Idempotent. */
  capture(id: string): Promise<Payment> {
    return this.#change(id, 'authorized', 'captured');
  }

  /** Lets go of an authorisation. Idempotent. */
  void(id: string): Promise<Payment> {
    return this.#change(id, 'authorized', 'voided');
  }

  /** Gives all captured money back. Idempotent. */
  refund(id: string): Promise<Payment> {
    return this.#change(id, 'captured', 'refunded');
  }

  /** Voids what was authorised under a key, or keeps a request that is still on its way from ever being. Idempotent. */
  async voidKey(key: string): Promise<Payment | undefined> {
    const known = this.#register.key(key);
    if (known !== undefined) return known.first.status === 'declined' ? known.first : this.void(known.first.id);
    if (!this.#register.isKeyVoided(key)) await this.#record({ type: 'keyVoided', at: this.clock.now().toISOString(), key });
    await this.ledger.settled();
    return undefined;
  }

  async #change(id: string, from: PaymentStatus, to: 'captured' | 'voided' | 'refunded'): Promise<Payment> {
    const { status } = this.#find(id);
    if (status !== from && status !== to) throw new Problem(409, 'invalid_state', `A payment that is ${status} cannot be ${to}.`, { paymentStatus: status });
    if (status === from) await this.#record({ type: to, at: this.clock.now().toISOString(), id });
    await this.ledger.settled();
    return this.get(id);
  }

  #find(id: string): Payment {
    const payment = this.#register.payment(id);
    if (payment === undefined) throw new Problem(404, 'not_found', `There is no payment '${id}'.`);
    return payment;
  }

  /** Seen by the next request at once, acknowledged once durable; that request waits for the disk as well. */
  #record(entry: LedgerEntry): Promise<void> {
    this.#register.apply(entry);
    return this.ledger.append(entry);
  }
}

const decide = (token: string, created: Omit<LedgerEntry & { type: 'authorized' }, 'type'>): LedgerEntry => {
  const declineCode = DECLINES[token];
  if (declineCode !== undefined) return { type: 'declined', ...created, declineCode };
  if (!APPROVALS.includes(token)) throw new Problem(400, 'unknown_token', `The sandbox knows the tokens ${[...APPROVALS, ...Object.keys(DECLINES)].join(', ')}.`);
  return { type: 'authorized', ...created };
};
