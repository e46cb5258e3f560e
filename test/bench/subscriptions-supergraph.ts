import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])';

/** An order that changes, and a second service for the rest of the plan. */
export const ORDER_SDL = `
  type Query { order(id: ID!): Order }
  type Order { id: ID! number: String! state: String! buyer: User! }
  type User { id: ID! }
  "at: when it happened, in nanoseconds of the machine's monotonic clock."
  type OrderProgress { sequence: Int! at: String! note: String! order: Order! }
  type Subscription { orderProgress(orderId: ID!, afterSequence: Int): OrderProgress! }
`;
const USER_SDL = 'type Query { user(id: ID!): User } type User @key(fields: "id") { id: ID! displayName: String! }';

/** What every client asks: two services, about 500 bytes an answer. */
const PROGRESS = 'subscription Progress($orderId: ID!, $afterSequence: Int) { orderProgress(orderId: $orderId, afterSequence: $afterSequence) { sequence at note order { id number state buyer { displayName } } } }';

/** The message that a graphql-transport-ws client sends for it. */
export const subscribeMessage = (id: string, orderId: string, afterSequence?: number): string =>
  JSON.stringify({ id, type: 'subscribe', payload: { query: PROGRESS, operationName: 'Progress', variables: { orderId, ...(afterSequence === undefined ? {} : { afterSequence }) } } });

export const composeProgress = (): string => {
  const { supergraphSdl, errors } = composeServices([
    { name: 'order', url: 'http://order.invalid/graphql', typeDefs: parse(`${LINK}\n${ORDER_SDL.replace('type Order {', 'type Order @key(fields: "id") {').replace('type User {', 'type User @key(fields: "id", resolvable: false) {')}`) },
    { name: 'user', url: 'http://user.invalid/graphql', typeDefs: parse(`${LINK}\n${USER_SDL}`) },
  ]);
  if (supergraphSdl === undefined) throw new Error(errors?.map(({ message }) => message).join('\n'));
  return supergraphSdl;
};
