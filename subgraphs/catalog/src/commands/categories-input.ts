import { ValidationError } from '@souk/kernel';
import { type Transaction } from '@souk/persistence';
import { clientId, type ClientId } from '@souk/subgraph';
import { z } from 'zod';
import { existingCategories } from '../repositories/categories.js';

/** Categories of one product at most. */
const MAX_CATEGORIES_OF_PRODUCT = 20;

export const categoryIds = z.array(clientId('cat')).max(MAX_CATEGORIES_OF_PRODUCT);

/** The UUIDs of categories that are there, each once. Throws ValidationError that names each one that is not. */
export const assertCategories = async (tx: Transaction, ids: readonly ClientId[]): Promise<readonly string[]> => {
  const uuids = ids.flatMap(({ uuid }) => uuid ?? []);
  const existing = await existingCategories(tx, uuids);
  const issues = ids.flatMap(({ id, uuid }, index) => (uuid !== undefined && existing.has(uuid) ? [] : [{ path: ['categoryIds', String(index)], rule: 'not_found', message: `There is no category '${id}'.` }]));
  if (issues.length > 0) throw new ValidationError(issues);
  return [...new Set(uuids)];
};
