export interface Operation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

const FRAGMENTS = `
fragment User on User { id username name }
fragment Review on Review { id body }
fragment Product on Product { inStock name price shippingEstimate upc weight }
`;

/** The public gateways benchmark's operation: users and products through one another, an answer of about 70 KB. */
export const LARGE: Operation = {
  query: `${FRAGMENTS}
query TestQuery {
  users { ...User reviews { ...Review product { ...Product reviews { ...Review author { ...User reviews { ...Review product { ...Product } } } } } } }
  topProducts { ...Product reviews { ...Review author { ...User reviews { ...Review product { ...Product } } } } }
}`,
  variables: {},
};

/** What a page of a shop asks for: a variable, three levels, all four subgraphs, an answer of less than 1 KB. */
export const SMALL: Operation = {
  query: `
query ReviewsOfUser($id: ID!) {
  user(id: $id) { id name reviews { id product { upc name price inStock } } }
}`,
  variables: { id: '1' },
};
