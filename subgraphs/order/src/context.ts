import { type RequestContext } from '@souk/subgraph';
import { type OrderDependencies } from './dependencies.js';
import { createLoaders, type Loaders } from './loaders/loaders.js';

/** What resolvers get: who asks, what to work with, and loaders of their request alone. */
export interface Context extends RequestContext {
  readonly dependencies: OrderDependencies;
  readonly loaders: Loaders;
}

export const createContext = (dependencies: OrderDependencies) => (request: RequestContext): Context => ({ ...request, dependencies, loaders: createLoaders({ ...dependencies, logger: request.logger }) });
