import { Column, Entity, PrimaryColumn } from 'typeorm';
import { type ShipmentState } from '../domain/shipment-state.js';

/** A scan of a carrier or a step in the warehouse. */
@Entity('tracking_event')
export class TrackingEvent {
  @PrimaryColumn('uuid', { name: 'shipment_id' }) readonly shipmentId!: string;
  /** Version of its event in the stream of its order; 0 for imported ones. */
  @PrimaryColumn('integer') readonly sequence!: number;
  @Column('uuid', { name: 'order_id' }) readonly orderId!: string;
  @PrimaryColumn('text') readonly state!: ShipmentState;
  /** When it happened, as the carrier said. */
  @Column('timestamptz') readonly at!: Date;
  @Column('text', { nullable: true }) readonly place!: string | null;
  @Column('text') readonly message!: string;
  /** Null for our own steps. */
  @Column('text', { name: 'idempotency_key', nullable: true }) readonly idempotencyKey!: string | null;
}
