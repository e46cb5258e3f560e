import { describe, expect, it } from '@jest/globals';
import { catalogEvents, logisticsEvents, orderEvents, readEvent, userEvents, type EventContract } from '@souk/schema/events';
import { newId } from '@souk/kernel';
import { eventsOf } from './events.js';
import { type Purchase } from './place-order.js';

const CONTRACTS = new Map<string, EventContract>([catalogEvents, userEvents, orderEvents, logisticsEvents].flatMap((contracts) => Object.values<EventContract>(contracts)).map((contract) => [contract.type, contract]));

const [lineId, variantId] = [newId(), newId()];
const purchase = (parcels: number): Purchase => ({
  orderId: newId(), number: 'S-1', buyerId: newId(), cartId: newId(), cartVersion: 2, currency: 'EUR', subtotalMinor: 2_000, shippingMinor: 490, totalMinor: 2_490, at: new Date(), promisedBy: new Date(),
  carrierId: newId(), serviceCode: 'standard', paymentId: newId(), entryId: newId(), balanceMinor: 7_510,
  lines: [{ id: lineId, position: 1, variantId, productId: newId(), sku: 'A', name: 'Tea', quantity: 2, unitPriceMinor: 1_000, categorySlug: null, merchantId: null }],
  allocations: Array.from({ length: parcels }, () => ({ lineId, variantId, warehouseId: newId(), quantity: 2 / parcels, shipmentId: newId() })),
});

describe('what the single transaction appends', () => {
  it.each([[1, 9], [2, 11]])('with %i parcels: %i events, each as its contract says', (parcels, count) => {
    const { events } = eventsOf(purchase(parcels));
    expect(events).toHaveLength(count);
    for (const { type, schemaVersion, data } of events) {
      const contract = CONTRACTS.get(type);
      const stored: unknown = JSON.parse(JSON.stringify(data));
      expect(contract && { schemaVersion, data: readEvent(contract, { type, schemaVersion, data: stored as Record<string, unknown> }) }).toEqual({ schemaVersion: contract?.schemaVersion, data: stored });
    }
  });

  it('moves each stream on by as many events as it gets, and numbers them from its end', () => {
    const { streams, events } = eventsOf(purchase(2));
    expect(streams.map(({ streamId, version, events: moved }) => [streamId.split('-')[0], version, moved])).toEqual([['order', 0, 5], ['cart', 2, 1], ['reservation', 0, 2], ['wallet', -1, 1], ['delivery', 0, 2]]);
    for (const { streamId, events: moved } of streams) expect(events.filter((event) => event.streamId === streamId).map(({ behind }) => behind)).toEqual(Array.from({ length: moved }, (_nothing, index) => moved - 1 - index));
    expect(events.map(({ place }) => place)).toEqual(events.map((_event, index) => index));
  });
});
