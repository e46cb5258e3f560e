import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Part of an order line, in a parcel. */
@Entity('shipment_line')
export class ShipmentLine {
  @PrimaryColumn('uuid', { name: 'shipment_id' }) readonly shipmentId!: string;
  @PrimaryColumn('uuid', { name: 'order_line_id' }) readonly orderLineId!: string;
  @Column('integer') readonly quantity!: number;
}
