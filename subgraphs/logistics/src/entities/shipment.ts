import { Column, Entity, PrimaryColumn } from 'typeorm';
import { type ShipmentState } from '../domain/shipment-state.js';

/** A parcel of an order. */
@Entity('shipment')
export class Shipment {
  @PrimaryColumn('uuid') readonly id!: string;
  @Column('uuid', { name: 'order_id' }) readonly orderId!: string;
  /** Null for guests, and where a source named nobody. */
  @Column('uuid', { name: 'buyer_id', nullable: true }) readonly buyerId!: string | null;
  @Column('text') readonly state!: ShipmentState;
  /** Counts its changes, from 1. */
  @Column('integer') readonly version!: number;
  /** The carrier that the shopper chose, then the one that has it. */
  @Column('uuid', { name: 'carrier_id', nullable: true }) readonly carrierId!: string | null;
  @Column('text', { name: 'service_code', nullable: true }) readonly serviceCode!: string | null;
  @Column('text', { name: 'tracking_number', nullable: true }) readonly trackingNumber!: string | null;
  @Column('uuid', { name: 'warehouse_id', nullable: true }) readonly warehouseId!: string | null;
  @Column('uuid', { name: 'merchant_id', nullable: true }) readonly merchantId!: string | null;
  @Column('text', { name: 'country_code' }) readonly countryCode!: string;
  @Column('text', { name: 'postal_code' }) readonly postalCode!: string;
  @Column('timestamptz', { name: 'estimated_delivery', nullable: true }) readonly estimatedDelivery!: Date | null;
  @Column('timestamptz', { name: 'handed_over_at', nullable: true }) readonly handedOverAt!: Date | null;
  @Column('timestamptz', { name: 'delivered_at', nullable: true }) readonly deliveredAt!: Date | null;
  /** Deadline that a merchant was given. */
  @Column('timestamptz', { name: 'ship_by', nullable: true }) readonly shipBy!: Date | null;
  /** The system that it was imported from; null for our own. */
  @Column('text', { nullable: true }) readonly source!: string | null;
  @Column('timestamptz', { name: 'created_at' }) readonly createdAt!: Date;
}
