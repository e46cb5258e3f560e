import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSender, type Sender } from './batches.js';
import { categoryFact, merchantFact, productFact, shipmentFacts, untranslatedCategory, userFact } from './facts.js';
import { type ImportOptions } from './import-options.js';
import { joinOrders, orElseReject } from './join-orders.js';
import { CATALOG_IMPORT, ORDERS_IMPORT, SHIPMENTS_IMPORT, USERS_IMPORT } from './operations.js';
import { readTable, TABLES, type Row, type TableName } from './tables.js';

const SOURCE = 'olist';

export interface ImportOutcome {
  /** Rows of the files that were read. */
  readonly rows: number;
  /** Facts that are new on the platform, and that it had already. */
  readonly inserted: number;
  readonly unchanged: number;
}

/** Sends the whole data set, each part to the subgraph that owns it: catalog, then people, then orders with their shipments and reviews. */
export const importOlist = async (options: ImportOptions): Promise<ImportOutcome> => {
  const rows = await countRows(options.folder);
  options.progress.start(rows);
  const sender = createSender(options);
  await importCatalog(options, sender);
  await importTable(options, sender, 'customers', 'people', userFact, USERS_IMPORT, (users) => ({ source: SOURCE, users: mergeUsers(users) }));
  await importOrders(options, sender);
  return { rows, ...sender.counts() };
};

const importCatalog = async (options: ImportOptions, sender: Sender): Promise<void> => {
  const named = new Set<string>();
  await importTable(options, sender, 'translations', 'categories', categoryFact, CATALOG_IMPORT, (categories) => {
    categories.forEach(({ code }) => named.add(code));
    return { source: SOURCE, categories };
  });
  await importTable(options, sender, 'sellers', 'merchants', merchantFact, CATALOG_IMPORT, (merchants) => ({ source: SOURCE, merchants }));
  await sender.drained();
  await importTable(options, sender, 'products', 'products', productFact, CATALOG_IMPORT, (products) => ({
    source: SOURCE,
    // Categories that the source never translated are named by its products only.
    categories: [...new Set(products.flatMap(({ categoryCode }) => categoryCode ?? []))].filter((code) => !named.has(code)).map(untranslatedCategory),
    products,
  }));
  await sender.drained();
};

const importOrders = async (options: ImportOptions, sender: Sender): Promise<void> => {
  const spoolFolder = await mkdtemp(join(tmpdir(), 'souk-import-'));
  try {
    const orders = sender.batch('orders', ORDERS_IMPORT, (facts) => ({ source: SOURCE, currency: 'BRL', orders: facts }));
    const shipments = sender.batch('orders', SHIPMENTS_IMPORT, (facts) => ({ source: SOURCE, shipments: facts }));
    const reviews = sender.batch('orders', CATALOG_IMPORT, (facts) => ({ source: SOURCE, reviews: facts }));
    for await (const { order, reviews: said } of joinOrders({ ...options, spoolFolder })) {
      if (options.signal.aborted) break;
      await orders.add(order, 1 + order.lines.length + order.payments.length);
      for (const shipment of shipmentFacts(order)) await shipments.add(shipment, 0);
      for (const review of said) await reviews.add(review, 1);
    }
    await orders.flush();
    await shipments.flush();
    await reviews.flush();
    await sender.drained();
  } finally {
    await rm(spoolFolder, { recursive: true, force: true });
  }
};

const importTable = async <Name extends TableName, Fact>(
  { folder, rejects, signal }: ImportOptions, sender: Sender, name: Name, stage: string,
  factOf: (row: Row<Name>) => Fact, operation: string, inputOf: (facts: readonly Fact[]) => object,
): Promise<void> => {
  const batch = sender.batch(stage, operation, inputOf);
  for await (const row of readTable(folder, name, rejects)) {
    if (signal.aborted) break;
    const fact = orElseReject(rejects, row, () => factOf(row.value));
    if (fact !== undefined) await batch.add(fact, 1);
  }
  await batch.flush();
};

/** One entry per person: several rows of a batch may be of one. */
const mergeUsers = (users: readonly ReturnType<typeof userFact>[]): ReturnType<typeof userFact>[] => {
  const people = new Map<string, ReturnType<typeof userFact>>();
  for (const user of users) people.set(user.sourceId, { ...user, addresses: [...(people.get(user.sourceId)?.addresses ?? []), ...user.addresses] });
  return [...people.values()];
};

/** Also the first look into the files: a wrong header ends the import before anything is sent. */
const countRows = async (folder: string): Promise<number> => {
  const names = Object.keys(TABLES) as TableName[];
  const counts = await Promise.all(names.map(async (name) => {
    let count = 0;
    for await (const _row of readTable(folder, name, { add: () => undefined, summary: () => [] })) count += 1;
    return count;
  }));
  return counts.reduce((sum, count) => sum + count, 0);
};
