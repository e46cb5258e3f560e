import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A building that stock lies in. */
@Entity('warehouse')
export class Warehouse {
  @PrimaryColumn('uuid') readonly id!: string;
  @Column('text') readonly code!: string;
  @Column('text') readonly name!: string;
  @Column('text', { name: 'country_code' }) readonly countryCode!: string;
  @Column('text', { name: 'postal_code' }) readonly postalCode!: string;
}
