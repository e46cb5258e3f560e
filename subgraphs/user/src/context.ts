import { type RequestContext } from '@souk/subgraph';
import { type CommandContext } from './commands/command-context.js';
import { createLoaders, type Loaders } from './loaders/create-loaders.js';

/** What resolvers work with: made anew for each request. */
export interface Context extends RequestContext {
  readonly services: CommandContext;
  readonly loaders: Loaders;
}

export const contextOf = (services: CommandContext) => (request: RequestContext): Context => ({ ...request, services, loaders: createLoaders(services) });
