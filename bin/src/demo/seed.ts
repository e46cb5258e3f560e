import { randomUUID } from 'node:crypto';
import { OperationalError } from '@souk/kernel';
import { DEMO_ACCOUNTS, DEMO_CUSTOMER, DEMO_OPERATIONS, DEMO_SHOPPER, type DemoAccount } from './accounts.js';
import { createApi, register, type Api } from './api.js';
import { placeOrder } from './place-order.js';
import { DEMO_SHOP, skuOf, slugOf, type DemoProduct } from './shop.js';

/** Units of each variant; variants take turns with the warehouses. */
const UNITS = 40;
const CUSTOMER_CREDIT_MINOR = 5_000;
/** Requests under way at once. */
const CONCURRENCY = 6;

/** Fills an empty shop through the public API. Finds what an interrupted run left, and goes on from there. */
export const seed = async (url: string, administrator: { readonly email: string; readonly password: string }): Promise<void> => {
  const admin = createApi(url, administrator);
  await eachOf([...DEMO_ACCOUNTS, DEMO_SHOPPER], (account) => ensureAccount(url, admin, account, administrator.email));
  const warehouseIds = await ensureWarehouses(admin);
  const categoryIds = await ensureCategories(admin);
  const products = DEMO_SHOP.flatMap((category) => category.products.map((product) => ({ product, categoryId: categoryIds.get(slugOf(category.name)) ?? '' })));
  const found = await foundProducts(admin);
  await eachOf(products, async ({ product, categoryId }) => {
    const { variants } = found.get(slugOf(product.name)) ?? (await createProduct(admin, product, categoryId));
    for (const [index, variant] of variants.nodes.entries()) if (variant.stock.length === 0) await stock(admin, variant.id, warehouseIds[index % warehouseIds.length] ?? '');
  });
  const customer = createApi(url, DEMO_CUSTOMER);
  const { viewer } = await customer.ask<{ viewer: { id: string; orders: { nodes: readonly unknown[] } } }>('{ viewer { id orders(first: 1) { nodes { id } } } }');
  if (viewer.orders.nodes.length > 0) return;
  await createApi(url, DEMO_OPERATIONS).mutate('walletTopUp', { userId: viewer.id, amount: euros(CUSTOMER_CREDIT_MINOR), idempotencyKey: randomUUID() }, '__typename');
  await placeOrder(customer, ['GUNPOWDER-MINT-TEA-200-G', 'COBALT-TEA-BOWL-SINGLE']);
};

const euros = (amountMinor: number): { readonly amountMinor: number; readonly currency: 'EUR' } => ({ amountMinor, currency: 'EUR' });

const ensureAccount = async (url: string, admin: Api, account: DemoAccount, administratorEmail: string): Promise<void> => {
  if (account.email === administratorEmail) return;
  const { email, password, displayName, role } = account;
  await register(url, { email, password, displayName }).catch((error: unknown) => {
    if (!(error instanceof OperationalError && error.code === 'VALIDATION')) throw error; // the address has an account: an interrupted run made it
  });
  const { viewer } = await createApi(url, account).ask<{ viewer: { id: string } }>('{ viewer { id } }');
  if (role !== 'CUSTOMER') await admin.mutate('userRolesSet', { userId: viewer.id, roles: ['CUSTOMER', role] }, '__typename');
};

const WAREHOUSES = [{ code: 'RTM', name: 'Rotterdam', countryCode: 'NL', postalCode: '3011 AA' }, { code: 'MRS', name: 'Marseille', countryCode: 'FR', postalCode: '13002' }];

const CARRIERS = [
  { code: 'caravan', name: 'Caravan', services: [{ code: 'standard', name: 'Standard', basePrice: euros(490), pricePerKg: euros(90), minDays: 2, maxDays: 4 }] },
  { code: 'falcon', name: 'Falcon', services: [{ code: 'express', name: 'Express', basePrice: euros(1_190), pricePerKg: euros(180), minDays: 1, maxDays: 2 }] },
];

const ensureWarehouses = async (admin: Api): Promise<readonly string[]> => {
  const read = (): Promise<{ warehouses: readonly { id: string }[]; carriers: readonly unknown[] }> => admin.ask('{ warehouses { id } carriers { id } }');
  const found = await read();
  if (found.warehouses.length === 0) await eachOf(WAREHOUSES, (input) => admin.mutate('warehouseCreate', input, '__typename'));
  if (found.carriers.length === 0) await eachOf(CARRIERS, (input) => admin.mutate('carrierCreate', input, '__typename'));
  return (await read()).warehouses.map(({ id }) => id);
};

const ensureCategories = async (admin: Api): Promise<ReadonlyMap<string, string>> => {
  const { categories } = await admin.ask<{ categories: readonly { id: string; slug: string }[] }>('{ categories { id slug } }');
  const ids = new Map(categories.map(({ id, slug }) => [slug, id]));
  await eachOf(DEMO_SHOP, async ({ name }) => {
    const slug = slugOf(name);
    if (ids.has(slug)) return;
    const { category } = await admin.mutate<{ category: { id: string } }>('categoryCreate', { name, slug }, 'category { id }');
    ids.set(slug, category.id);
  });
  return ids;
};

interface FoundProduct {
  readonly slug: string;
  readonly variants: { readonly nodes: readonly { readonly id: string; readonly stock: readonly unknown[] }[] };
}

const PRODUCT = 'slug variants(first: 10) { nodes { id stock { onHand } } }';

/** What an interrupted run has made. */
const foundProducts = async (admin: Api): Promise<ReadonlyMap<string, FoundProduct>> => {
  const { products } = await admin.ask<{ products: { nodes: readonly FoundProduct[] } }>(`{ products(first: 100) { nodes { ${PRODUCT} } } }`);
  return new Map(products.nodes.map((product) => [product.slug, product]));
};

const createProduct = async (admin: Api, { name, description, variants }: DemoProduct, categoryId: string): Promise<FoundProduct> => {
  const { product } = await admin.mutate<{ product: FoundProduct }>('productCreate', {
    name, slug: slugOf(name), description, status: 'ACTIVE', categoryIds: [categoryId], idempotencyKey: randomUUID(),
    variants: variants.map((variant) => ({ name: variant.name, sku: skuOf(name, variant.name), price: euros(variant.priceMinor), weightGrams: variant.weightGrams })),
  }, `product { ${PRODUCT} }`);
  return product;
};

const stock = (admin: Api, variantId: string, warehouseId: string): Promise<unknown> =>
  admin.mutate('stockAdjust', { variantId, warehouseId, delta: UNITS, reason: 'RECEIVED', idempotencyKey: randomUUID() }, '__typename');

/** A few at a time, so that the first start answers while its shop is being filled. */
const eachOf = async <Item>(items: readonly Item[], work: (item: Item) => Promise<unknown>): Promise<void> => {
  const waiting = [...items];
  const workThrough = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, workThrough));
};
