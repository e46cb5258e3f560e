import { Column, Entity, PrimaryColumn } from 'typeorm';
import { type CurrencyCode } from '@souk/kernel';

/** What a carrier offers, and its rates. */
@Entity('carrier_service')
export class CarrierServiceRow {
  @PrimaryColumn('uuid', { name: 'carrier_id' }) readonly carrierId!: string;
  @PrimaryColumn('text') readonly code!: string;
  /** Its place in the carrier's list, from 1. */
  @Column('integer') readonly position!: number;
  @Column('text') readonly name!: string;
  @Column('text') readonly currency!: CurrencyCode;
  @Column('bigint', { name: 'base_price_minor' }) readonly basePriceMinor!: number;
  @Column('bigint', { name: 'price_per_kg_minor' }) readonly pricePerKgMinor!: number;
  @Column('integer', { name: 'min_days' }) readonly minDays!: number;
  @Column('integer', { name: 'max_days' }) readonly maxDays!: number;
  @Column('text', { name: 'country_codes', array: true }) readonly countryCodes!: readonly string[];
}
