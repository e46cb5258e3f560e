import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Units of a line that one warehouse ships. */
@Entity('order_allocation')
export class OrderAllocation {
  @PrimaryColumn('uuid', { name: 'order_line_id' }) orderLineId!: string;
  @PrimaryColumn('uuid', { name: 'warehouse_id' }) warehouseId!: string;
  @Column('int') quantity!: number;
}
