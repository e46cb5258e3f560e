import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What logistics told of one parcel of an order. */
@Entity('order_shipment')
export class OrderShipment {
  @PrimaryColumn('uuid', { name: 'order_id' }) orderId!: string;
  @PrimaryColumn('uuid', { name: 'shipment_id' }) shipmentId!: string;
  /** Logistics' word for its state. */
  @Column('text') state!: string;
  /** True once it was in the carrier's hands, whatever became of it. */
  @Column('boolean', { name: 'handed_over' }) handedOver!: boolean;
}
