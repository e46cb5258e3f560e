import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Who carries shipments; its services are rows of their own. */
@Entity('carrier')
export class CarrierRow {
  @PrimaryColumn('uuid') readonly id!: string;
  @Column('text') readonly code!: string;
  @Column('text') readonly name!: string;
}
