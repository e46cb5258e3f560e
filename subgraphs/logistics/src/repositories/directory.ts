import { type Cache } from '@souk/cache';
import { type Database } from '@souk/persistence';
import { type Carrier } from '../domain/carrier.js';
import { type Warehouse } from '../entities/warehouse.js';
import { allCarriers } from './carriers.js';
import { allWarehouses } from './warehouses.js';

/** The lists are short and bounded, so each is one entry. */
type List = 'carriers' | 'warehouses';

/** How long a list is kept, in milliseconds; an addition outdates it at once. */
const TTL_MS = 5 * 60_000;
const NEGATIVE_TTL_MS = 1_000;

/** All carriers and all warehouses, by code, out of the cache: they are asked for with every parcel and change a few times a year. */
export class Directory {
  constructor(private readonly database: Database, private readonly cache: Cache) {}

  carriers(): Promise<readonly Carrier[]> {
    return this.read('carriers', allCarriers);
  }

  warehouses(): Promise<readonly Warehouse[]> {
    return this.read('warehouses', allWarehouses);
  }

  /** Outdates lists with fewer entries. Resolves once no read gives such a list any more. */
  forget(list: List, count: number): Promise<void> {
    return this.cache.invalidate([{ key: list, version: count }]);
  }

  private async read<Entry>(list: List, load: (database: Database) => Promise<readonly Entry[]>): Promise<readonly Entry[]> {
    const [entries] = await this.cache.getMany<readonly Entry[]>([list], {
      ttlMs: TTL_MS,
      negativeTtlMs: NEGATIVE_TTL_MS,
      load: async () => {
        const value = await load(this.database);
        return new Map([[list, { value, version: value.length }]]);
      },
    });
    return entries ?? [];
  }
}
