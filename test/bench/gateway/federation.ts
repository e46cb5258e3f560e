import { composeServices } from '@apollo/composition';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse, type GraphQLSchema } from 'graphql';

/**
 * The federation of the public gateways benchmark: four subgraphs, the fields, keys and amounts of data that it has, with
 * names and texts of our own. Its quirks are kept: every user has reviews 1 and 2, every review is by user 1.
 */
export const SUBGRAPHS = ['accounts', 'inventory', 'products', 'reviews'] as const;

export type SubgraphName = (typeof SUBGRAPHS)[number];

/** The subgraph's SDL; Federation 1 has no @link and no @shareable, and reads the rest alike. */
export const subgraphSdl = (name: SubgraphName, federation: 1 | 2 = 2): string => (federation === 2 ? `${LINK}${SDL[name]}` : SDL[name].replaceAll(' @shareable', ''));

export const subgraphSchema = (name: SubgraphName): GraphQLSchema => buildSubgraphSchema([{ typeDefs: parse(subgraphSdl(name)), resolvers: RESOLVERS[name] }]);

/** The supergraph's SDL, each subgraph at its URL. */
export const composeSupergraph = (urlOf: (name: SubgraphName) => string): string => {
  const { supergraphSdl, errors } = composeServices(SUBGRAPHS.map((name) => ({ name, url: urlOf(name), typeDefs: parse(subgraphSdl(name)) })));
  if (!supergraphSdl) throw new Error(`the benchmark's subgraphs do not compose: ${(errors ?? []).map(({ message }) => message).join('; ')}`);
  return supergraphSdl;
};

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@external", "@requires", "@provides", "@shareable"])\n';

const SDL: Readonly<Record<SubgraphName, string>> = {
  accounts: `
extend type Query { me: User user(id: ID!): User users: [User] }
type User @key(fields: "id") { id: ID! name: String username: String @shareable birthday: Int }
`,
  inventory: `
extend type Product @key(fields: "upc") { upc: String! @external weight: Int @external price: Int @external inStock: Boolean shippingEstimate: Int @requires(fields: "price weight") }
`,
  products: `
extend type Query { topProducts(first: Int = 5): [Product] }
type Product @key(fields: "upc") { upc: String! name: String price: Int weight: Int }
`,
  reviews: `
type Review @key(fields: "id") { id: ID! body: String product: Product author: User @provides(fields: "username") }
extend type User @key(fields: "id") { id: ID! @external username: String @external reviews: [Review] }
extend type Product @key(fields: "upc") { upc: String! @external reviews: [Review] }
`,
};

interface User { readonly id: string; readonly name: string; readonly username: string; readonly birthday: number }
interface Product { readonly upc: string; readonly name: string; readonly price: number; readonly weight: number }
interface Review { readonly id: string; readonly body: string; readonly upc: string }

const USERS: readonly User[] = ['Ada Fischer', 'Bao Nguyen', 'Carla Rossi', 'Dele Okafor', 'Elif Demir', 'Finn Larsen']
  .map((name, index) => ({ id: String(index + 1), name, username: name.toLowerCase().replace(' ', '.'), birthday: 400_000_000 + index }));

const PRODUCTS: readonly Product[] = ([['Desk', 899, 100], ['Armchair', 1_299, 1_000], ['Tumbler', 15, 20], ['Stool', 499, 100], ['Screen', 1_299, 1_000], ['Lantern', 6_999, 300], ['Stove', 3_999, 2_000], ['Cooler', 100_000, 6_000], ['Bench', 9_999, 800]] as const)
  .map(([name, price, weight], index) => ({ upc: String(index + 1), name, price, weight }));

const IN_STOCK = new Set(['1', '5', '6', '7', '9']);

const LOREM = 'Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore et dolore magna aliqua. Ut enim ad minim veniam, quis nostrud exercitation ullamco laboris nisi ut aliquip ex ea commodo consequat. Duis aute irure dolor in reprehenderit in voluptate velit esse cillum dolore eu fugiat nulla pariatur. Excepteur sint occaecat cupidatat non proident, sunt in culpa qui officia deserunt mollit anim id est laborum. ';

/** [product, length of the text]. */
const REVIEWS: readonly Review[] = ([['1', 330], ['1', 210], ['1', 200], ['1', 110], ['2', 330], ['2', 210], ['2', 200], ['2', 110], ['3', 110], ['4', 110], ['4', 640]] as const)
  .map(([upc, length], index) => ({ id: String(index + 1), body: LOREM.repeat(2).slice(index, index + length), upc }));

const REVIEWS_OF_EVERY_USER = REVIEWS.slice(0, 2);

const found = <T>(item: T | undefined): T => {
  if (item === undefined) throw new Error('expected a key of the data, got an unknown one');
  return item;
};

const RESOLVERS = {
  accounts: {
    Query: { me: () => USERS[0], user: (_: unknown, { id }: { id: string }) => USERS.find((user) => user.id === id), users: () => USERS },
    User: { __resolveReference: ({ id }: { id: string }) => found(USERS.find((user) => user.id === id)) },
  },
  inventory: {
    Product: {
      inStock: ({ upc }: { upc: string }) => IN_STOCK.has(upc),
      shippingEstimate: ({ price, weight }: Product) => (price > 1_000 ? 0 : Math.floor(weight / 2)),
    },
  },
  products: {
    Query: { topProducts: (_: unknown, { first }: { first: number }) => PRODUCTS.slice(0, first) },
    Product: { __resolveReference: ({ upc }: { upc: string }) => found(PRODUCTS.find((product) => product.upc === upc)) },
  },
  reviews: {
    Review: {
      __resolveReference: ({ id }: { id: string }) => found(REVIEWS.find((review) => review.id === id)),
      author: () => USERS[0],
      product: ({ upc }: Review) => ({ upc }),
    },
    User: { reviews: () => REVIEWS_OF_EVERY_USER },
    Product: { reviews: ({ upc }: { upc: string }) => REVIEWS.filter((review) => review.upc === upc) },
  },
};
