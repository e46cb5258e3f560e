import { type Ledger } from '../clients/buyer.js';
import { CREDIT_MINOR, type Shop } from '../clients/shop.js';
import { isStanding, type Facts, type OrderFact } from './facts.js';
import { type Violation } from './violation.js';

/** All that must hold once nothing moves any more. */
export const checkInvariants = (facts: Facts, shop: Shop, ledger: Ledger): readonly Violation[] => [
  ...checkStock(facts, shop), ...checkCredit(facts, shop), ...checkCards(facts), ...checkParcels(facts), ...checkCarts(facts), ...checkAnswers(facts, ledger), ...checkCancellations(facts, ledger),
  ...facts.brokenStreams.map((stream) => ({ rule: 'event log', message: `expected the events of ${stream} in the order of their versions, without a gap`, keys: [stream.split('-').slice(1).join('-')] })),
];

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);
const unitsOf = ({ lines }: OrderFact, variantId?: string): number => sum(lines.filter((line) => variantId === undefined || line.variantId === variantId).map(({ quantity }) => quantity));

const checkStock = ({ orders, levels }: Facts, { variants }: Shop): readonly Violation[] =>
  variants.flatMap(({ uuid, units }) => {
    const ordered = sum(orders.filter(isStanding).map((order) => unitsOf(order, uuid)));
    const { onHand, reserved } = levels.get(uuid) ?? { onHand: 0, reserved: 0 };
    if (onHand === units - ordered && reserved === 0 && onHand >= 0) return [];
    return [{ rule: 'units moved out of stock = units ordered', message: `of ${units} units of ${uuid}, ${ordered} are ordered: expected ${units - ordered} on hand and 0 reserved, found ${onHand} and ${reserved}`, keys: [uuid] }];
  });

const checkCredit = ({ orders, balances }: Facts, { buyers }: Shop): readonly Violation[] =>
  buyers.flatMap(({ name, uuid }) => {
    const own = orders.filter(({ buyerId, provider }) => buyerId === uuid && provider === 'wallet');
    const expected = CREDIT_MINOR - sum(own.filter(isStanding).map(({ totalMinor }) => totalMinor));
    const { balance, held, entries } = balances.get(uuid) ?? { balance: 0, held: 0, entries: 0 };
    if (balance === expected && entries === expected && held === 0) return [];
    return [{ rule: 'debits = amounts', message: `${name}: expected a balance of ${expected} and 0 held, found ${balance} (entries: ${entries}) and ${held}`, keys: own.map(({ id }) => id) }];
  });

const checkCards = ({ orders, payments }: Facts): readonly Violation[] =>
  orders.flatMap((order) => {
    const own = payments.filter(({ orderId }) => orderId === order.id);
    const captured = sum(own.filter(({ fate }) => fate === 'captured').map(({ amountMinor }) => amountMinor));
    const held = sum(own.filter(({ fate }) => fate === 'authorized').map(({ amountMinor }) => amountMinor));
    const expected = isStanding(order) && order.provider === 'sandbox' ? order.totalMinor : 0;
    if (captured === expected && held === 0) return [];
    return [{ rule: 'money is conserved', message: `order ${order.id} (${order.state}, ${order.provider}): expected ${expected} captured and 0 held by the card's provider, found ${captured} and ${held}`, keys: [order.id] }];
  });

const checkParcels = ({ orders, parcels }: Facts): readonly Violation[] =>
  orders.flatMap((order) => {
    const found = parcels.get(order.id) ?? [];
    const expected = isStanding(order) ? [unitsOf(order)] : [];
    if (JSON.stringify(found.map(Number)) === JSON.stringify(expected)) return [];
    return [{ rule: 'one shipment per confirmed order', message: `order ${order.id} (${order.state}): expected parcels with ${JSON.stringify(expected)} units, found ${JSON.stringify(found)}`, keys: [order.id] }];
  });

const checkCarts = ({ orders }: Facts): readonly Violation[] =>
  orders.filter(isStanding).filter(({ lines, cartLines }) => JSON.stringify(lines) !== JSON.stringify(cartLines))
    .map(({ id, lines, cartLines }) => ({ rule: 'an ordered cart holds what was ordered', message: `order ${id}: expected ${JSON.stringify(lines)} in its cart, found ${JSON.stringify(cartLines)}`, keys: [id] }));

const checkAnswers = ({ orders, orderOfKey }: Facts, { attempts, cancellations }: Ledger): readonly Violation[] =>
  attempts.flatMap(({ key, buyer, variantId, told }) => {
    const order = orders.find(({ id }) => id === orderOfKey.get(key));
    const state = order?.state ?? 'never placed';
    const keys = [key, ...(order === undefined ? [] : [order.id])];
    const violation = (rule: string, message: string): readonly Violation[] => [{ rule, message: `${buyer.name}, variant ${variantId}, key ${key}: ${message}`, keys }];
    const success = told.find(({ outcome }) => outcome === 'ok');
    const last = told.at(-1);
    if (success !== undefined && success.orderId !== order?.id) return violation('acknowledged ⊆ committed', `was told of order ${success.orderId}, the key's is ${order?.id ?? 'none'}`);
    const isCancelled = state === 'CANCELLED' && cancellations.some(({ orderId, outcome }) => orderId === order?.id && outcome !== 'fail');
    if (success !== undefined && !(order !== undefined && isStanding(order)) && !isCancelled) return violation('acknowledged ⊆ committed', `was told that it is ordered, the order is ${state}`);
    if (told.some(({ outcome }) => outcome === 'fail') && order !== undefined && isStanding(order)) return violation('acknowledged abort ∩ committed = ∅', `was told that nothing was ordered, the order is ${state}`);
    return last?.outcome === 'unknown' ? violation('every unknown outcome is resolved', `is still unknown, the order is ${state}: ${JSON.stringify(last.details)}`) : [];
  });

const checkCancellations = ({ orders }: Facts, { cancellations }: Ledger): readonly Violation[] =>
  cancellations.filter(({ orderId, outcome }) => outcome === 'ok' && orders.find(({ id }) => id === orderId)?.state !== 'CANCELLED')
    .map(({ orderId }) => ({ rule: 'acknowledged ⊆ committed', message: `order ${orderId} was cancelled, and is not`, keys: [orderId] }));
