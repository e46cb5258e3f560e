import { Column, Entity, PrimaryColumn } from 'typeorm';
import { type LocalizedText } from '../domain/category.js';

/** A category as it is written. */
@Entity('category')
export class CategoryRow {
  @PrimaryColumn('uuid') readonly id!: string;
  @Column('text') readonly slug!: string;
  @Column('uuid', { name: 'parent_id', nullable: true }) readonly parentId!: string | null;
  /** Among its siblings, from 0; ties go by slug. */
  @Column('integer') readonly position!: number;
  @Column('jsonb') readonly names!: readonly LocalizedText[];
}
