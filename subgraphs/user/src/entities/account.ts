import { type Role } from '@souk/auth';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Somebody with an account. */
@Entity('account')
export class Account {
  @PrimaryColumn('uuid') readonly id!: string;
  /** Null where the source gave none. */
  @Column('text', { nullable: true }) readonly email!: string | null;
  /** Null where the source named nobody. */
  @Column('text', { name: 'display_name', nullable: true }) readonly displayName!: string | null;
  @Column('text', { array: true }) readonly roles!: readonly Role[];
  @Column('text', { nullable: true }) readonly source!: string | null;
  @Column('text', { name: 'source_id', nullable: true }) readonly sourceId!: string | null;
  @Column('timestamptz', { name: 'created_at' }) readonly createdAt!: Date;
}
