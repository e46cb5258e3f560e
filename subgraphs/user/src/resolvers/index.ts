import { money } from '@souk/subgraph';
import { type Resolvers } from '../generated/graphql.js';
import { address } from './address.js';
import { mutation } from './mutation.js';
import { query } from './query.js';
import { session } from './session.js';
import { user } from './user.js';

export const resolvers: Resolvers = {
  Address: address,
  Money: money,
  Mutation: mutation,
  Query: query,
  Session: session,
  User: user,
};
