import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A device that is, or was, logged in. */
@Entity('session')
export class Session {
  @PrimaryColumn('uuid') readonly id!: string;
  @Column('uuid', { name: 'account_id' }) readonly accountId!: string;
  @Column('timestamptz', { name: 'last_seen_at' }) readonly lastSeenAt!: Date;
  @Column('timestamptz', { name: 'expires_at' }) readonly expiresAt!: Date;
  /** Null while it lasts. */
  @Column('timestamptz', { name: 'ended_at', nullable: true }) readonly endedAt!: Date | null;
}
