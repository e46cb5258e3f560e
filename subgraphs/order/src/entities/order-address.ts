import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Where an order goes. Personal data: erased by deleting the row. */
@Entity('order_address')
export class OrderAddress {
  @PrimaryColumn('uuid', { name: 'order_id' }) orderId!: string;
  @Column('text', { nullable: true }) recipient!: string | null;
  @Column('text', { array: true }) lines!: readonly string[];
  @Column('text', { nullable: true }) city!: string | null;
  @Column('text', { nullable: true }) region!: string | null;
  @Column('text', { name: 'postal_code' }) postalCode!: string;
  @Column('text', { name: 'country_code' }) countryCode!: string;
}
