import { type LedgerEntry } from './ledger-entry.js';

export type PaymentStatus = 'authorized' | 'declined' | 'captured' | 'voided' | 'refunded';

/** A payment as the API shows it. */
export interface Payment {
  readonly id: string;
  readonly status: PaymentStatus;
  readonly amountMinor: number;
  readonly capturedMinor: number;
  readonly refundedMinor: number;
  readonly currency: string;
  readonly method: 'card';
  readonly reference: string;
  readonly declineCode: string | null;
  readonly createdAt: string;
}

/** What is known under an idempotency key; `first` is the first answer, which stays the answer. */
export interface KeyRecord {
  readonly fingerprint: string;
  readonly first: Payment;
}

/** All payments, as the ledger's entries leave them. */
export class PaymentRegister {
  readonly #payments = new Map<string, Payment>();
  readonly #keys = new Map<string, KeyRecord>();
  readonly #voidedKeys = new Set<string>();

  constructor(entries: readonly LedgerEntry[]) {
    for (const entry of entries) this.apply(entry);
  }

  payment(id: string): Payment | undefined {
    return this.#payments.get(id);
  }

  key(key: string): KeyRecord | undefined {
    return this.#keys.get(key);
  }

  /** True where the key was voided before anything was authorised under it. */
  isKeyVoided(key: string): boolean {
    return this.#voidedKeys.has(key);
  }

  apply(entry: LedgerEntry): void {
    if (entry.type === 'keyVoided') this.#voidedKeys.add(entry.key);
    else if (entry.type === 'authorized' || entry.type === 'declined') this.#create(entry);
    else this.#change(entry);
  }

  #create(entry: LedgerEntry & { type: 'authorized' | 'declined' }): void {
    const { id, amountMinor, currency, method, reference, at } = entry;
    const declineCode = entry.type === 'declined' ? entry.declineCode : null;
    const first: Payment = { id, status: entry.type, amountMinor, capturedMinor: 0, refundedMinor: 0, currency, method, reference, declineCode, createdAt: at };
    this.#payments.set(id, first);
    this.#keys.set(entry.key, { fingerprint: entry.fingerprint, first });
  }

  #change(entry: LedgerEntry & { type: 'captured' | 'voided' | 'refunded' }): void {
    const payment = this.#payments.get(entry.id);
    if (payment === undefined) throw new Error(`the ledger has no payment ${entry.id} that could be ${entry.type}`);
    this.#payments.set(entry.id, {
      ...payment,
      status: entry.type,
      capturedMinor: entry.type === 'captured' ? payment.amountMinor : payment.capturedMinor,
      refundedMinor: entry.type === 'refunded' ? payment.capturedMinor : 0,
    });
  }
}
