import { newId } from '@souk/kernel';
import { type Transaction } from '@souk/persistence';
import { type Carrier } from '../domain/carrier.js';
import { estimateAfterHandOver } from '../domain/delivery-estimate.js';
import { type Shipment } from '../entities/shipment.js';
import { findCarrier } from '../repositories/carriers.js';

/** What a parcel gets that has just been handed over: a tracking number, where the carrier gave none, and the estimate of its service. */
export const completeHandOver = async (tx: Transaction, shipment: Shipment, at: Date, known?: Carrier): Promise<Shipment> => {
  const carrier = known ?? (shipment.carrierId === null ? undefined : await findCarrier(tx, shipment.carrierId));
  return {
    ...shipment,
    trackingNumber: shipment.trackingNumber ?? newTrackingNumber(),
    estimatedDelivery: carrier === undefined ? shipment.estimatedDelivery : estimateAfterHandOver(carrier, shipment.serviceCode, at, shipment.estimatedDelivery),
  };
};

/** Sixteen characters, e.g. `SOUK9A1F03C2D4E5`: 48 random bits of a fresh UUID. */
const newTrackingNumber = (): string => `SOUK${newId().slice(-12).toUpperCase()}`;
