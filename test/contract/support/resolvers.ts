import { type GraphQLFieldResolver } from 'graphql';
import { type Subgraph } from './federation.js';

/** What answers the fields of a federation: the same for its subgraphs and for the one merged schema that is the reference. */
export interface Resolvers {
  /** Objects that may stand for an interface or a union say their type in `__typename`. The context is the subgraph's name; the reference has none. */
  readonly field: GraphQLFieldResolver<unknown, unknown>;
  /** The object that a representation means to that subgraph; null where there is none. */
  entity(representation: Representation, subgraph: Subgraph): unknown;
}

export interface Representation {
  readonly __typename: string;
  readonly [field: string]: unknown;
}
