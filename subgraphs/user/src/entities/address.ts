import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An entry of an account's address book. */
@Entity('address')
export class Address {
  @PrimaryColumn('uuid') readonly id!: string;
  @Column('uuid', { name: 'account_id' }) readonly accountId!: string;
  /** Null where the source named nobody. */
  @Column('text', { nullable: true }) readonly recipient!: string | null;
  /** Empty where the source gave none. */
  @Column('text', { array: true }) readonly lines!: readonly string[];
  @Column('text') readonly city!: string;
  @Column('text', { nullable: true }) readonly region!: string | null;
  @Column('text', { name: 'postal_code' }) readonly postalCode!: string;
  @Column('text', { name: 'country_code' }) readonly countryCode!: string;
  @Column('timestamptz', { name: 'created_at' }) readonly createdAt!: Date;
}
