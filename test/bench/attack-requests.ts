/** One way of asking too much, or nonsense. */
export interface Attack {
  readonly name: string;
  /** A request body; `nonce` makes it another than all before, so that no cache answers it. */
  readonly body: (nonce: number) => string | Buffer;
}

const LARGE_BODY_BYTES = 10 * 1024 * 1024;

const repeat = (count: number, text: (index: number) => string): string => Array.from({ length: count }, (_, index) => text(index)).join(' ');
const ask = (query: string): string => JSON.stringify({ query });
const doubling = (levels: number, nonce: number): string =>
  `{ ...F0 } ${repeat(levels, (index) => `fragment F${index} on Query { x${nonce}: node(id: "a") { ... on Query { ...F${index + 1} } } y: node(id: "b") { ... on Query { ...F${index + 1} } } }`)} fragment F${levels} on Query { __typename }`;

/** Made once: what they cost the sender is not what is measured. */
const largeBody = Buffer.alloc(LARGE_BODY_BYTES, 0x20);
largeBody.write('{"query":"{ __typename }"');
largeBody.write('}', LARGE_BODY_BYTES - 1);
const deepJson = Buffer.from('['.repeat(200_000));

export const ATTACKS: readonly Attack[] = [
  { name: 'deep', body: (nonce) => ask(`{ a${nonce}: category(by: { slug: "a" }) ${'{ parent '.repeat(600)} { id } ${'}'.repeat(600)} }`) },
  { name: 'wide', body: (nonce) => ask(`{ product(by: { slug: "a" }) { ${repeat(2_400, (index) => `f${nonce}_${index}`)} } }`) },
  { name: 'aliased', body: (nonce) => ask(`{ ${repeat(400, (index) => `a${nonce}_${index}: products(first: 100) { totalCount }`)} }`) },
  { name: 'overlapping', body: (nonce) => ask(`{ product(by: { slug: "a${nonce}" }) { ${repeat(900, (index) => (index % 2 === 0 ? 'x: id' : 'x: slug'))} } }`) },
  { name: 'recursive', body: (nonce) => ask(`{ ...A } fragment A on Query { a${nonce}: viewer { id } ...B } fragment B on Query { ...C ...A } fragment C on Query { ...B ...A }`) },
  { name: 'doubling', body: (nonce) => ask(doubling(60, nonce)) },
  { name: 'dear', body: (nonce) => ask(`{ a${nonce}: products(first: 100) { nodes { variants(first: 100) { nodes { id product { reviews(first: 100) { nodes { score } } } } } } } }`) },
  { name: 'directives', body: (nonce) => ask(`{ a${nonce}: viewer { id ${repeat(800, () => '@include(if: true)')} } }`) },
  { name: 'tokens', body: (nonce) => ask(`{ ${repeat(60_000, (index) => `a${nonce + index}`)} }`) },
  { name: '10 MB', body: () => largeBody },
  { name: 'broken JSON', body: (nonce) => `{"query":"{ viewer { id } }","variables":{"a":${nonce}` },
  { name: 'broken query', body: (nonce) => ask(`{ viewer { id "${nonce}`) },
  { name: 'deep JSON', body: () => deepJson },
  { name: 'batch', body: (nonce) => JSON.stringify(Array.from({ length: 1_000 }, (_, index) => ({ query: `{ a${nonce + index}: viewer { id } }` }))) },
  { name: 'bytes', body: () => Buffer.from([0xff, 0xfe, 0x00, 0xc3, 0x28, 0x7b]) },
];
