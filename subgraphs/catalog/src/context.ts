import { type RequestContext } from '@souk/subgraph';
import { type CommandContext } from './commands/command-context.js';
import { createLoaders, type Loaders } from './loaders/create-loaders.js';

/** What resolvers work with: made anew for each request. */
export interface Context extends RequestContext {
  /** What lives as long as the process. */
  readonly services: CommandContext;
  readonly loaders: Loaders;
  /** Product managers see drafts and what is no longer sold. */
  readonly isManager: boolean;
}

export const contextOf = (services: CommandContext) => (request: RequestContext): Context =>
  ({ ...request, services, loaders: createLoaders(services), isManager: request.viewer.scopes.includes('catalog:write') });
