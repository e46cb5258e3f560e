import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@souk/kernel';
import { sandboxProvider } from '../src/payments/sandbox-provider.js';
import { walletProvider } from '../src/payments/wallet-provider.js';
import { type Charge, type PaymentProvider } from '../src/payments/payment-provider.js';
import { CheckoutWorld, SANDBOX_KEY } from './checkout-world.js';

describe.each(['wallet', 'sandbox'])('the payment provider %s', (name) => {
  let world: CheckoutWorld;
  let provider: PaymentProvider & { close?(): Promise<void> };
  beforeAll(async () => {
    world = await CheckoutWorld.create();
    provider = name === 'wallet' ? walletProvider(world.peers.user) : sandboxProvider({ url: world.sandbox.url, apiKey: SANDBOX_KEY });
  });
  afterAll(async () => {
    await provider.close?.();
    await world.close();
  });

  const { signal } = new AbortController();
  /** One that will be approved, or declined for want of money. */
  const newCharge = (approved = true): Charge => {
    const buyerId = newId();
    world.peers.wallets.set(buyerId, approved ? 1_000 : 999);
    return { paymentId: newId(), orderId: newId(), buyerId, token: approved ? 'tok_approve' : 'tok_insufficient_funds', amount: { amountMinor: 1_000, currency: 'EUR' } };
  };
  /** What the buyer has paid for good, and what is held. */
  const takenOf = async ({ orderId, buyerId }: Charge): Promise<number> => {
    if (name === 'wallet') return 1_000 - (world.peers.wallets.get(buyerId ?? '') ?? 0);
    const entries = await world.ledger(orderId);
    return entries.filter((type) => type === 'authorized').length * 1_000 - (entries.some((type) => type === 'voided' || type === 'refunded') ? 1_000 : 0);
  };

  it('takes a charge once, however often and parallel it is asked', async () => {
    const charge = newCharge();
    const answers = await Promise.all(Array.from({ length: 5 }, () => provider.take(charge, signal)));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(await takenOf(charge)).toBe(1_000);
  });

  it('captures what it took, as often as it is asked', async () => {
    const charge = newCharge();
    const taken = await provider.take(charge, signal);
    for (let time = 0; time < 2; time += 1) await provider.capture(charge, taken, signal);
    expect(await takenOf(charge)).toBe(1_000);
  });

  it('declines, and says why', async () => {
    const charge = newCharge(false);
    for (let time = 0; time < 2; time += 1) await expect(provider.take(charge, signal)).rejects.toMatchObject({ code: 'PAYMENT_DECLINED', details: { declineCode: 'insufficient_funds' } });
    await provider.undo(charge, signal);
  });

  it('undoes what it took, as often as it is asked', async () => {
    const charge = newCharge();
    await provider.take(charge, signal);
    for (let time = 0; time < 2; time += 1) await provider.undo(charge, signal);
    expect(await takenOf(charge)).toBe(0);
  });

  it('keeps a charge out that comes after its undoing', async () => {
    const charge = newCharge();
    await provider.undo(charge, signal);
    await expect(provider.take(charge, signal)).rejects.toThrow();
    expect(await takenOf(charge)).toBe(0);
  });

  it('refunds what it captured, as often as it is asked', async () => {
    const charge = newCharge();
    const taken = await provider.take(charge, signal);
    await provider.capture(charge, taken, signal);
    for (let time = 0; time < 2; time += 1) await provider.refund(charge, taken.reference, signal);
    expect(await takenOf(charge)).toBe(0);
  });
});
