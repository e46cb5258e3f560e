import { readFile } from 'node:fs/promises';
import { createLogger } from '@souk/telemetry';
import { createGateway, type Gateway } from '../gateway.js';
import { subgraphUrlsOf } from '../supergraph/subgraph-urls.js';
import { fromCallersFolder, loadCliEnvironment } from './config.js';
import { UsageError, type CliArguments } from './parse-arguments.js';

/** The gateway as the command line and the environment describe it. Rejects with UsageError where an address is given for a subgraph that is not there. */
export const startGateway = async ({ supergraphFile, host, port, limits, introspection, forwardHeaders, graphqlUrls }: CliArguments): Promise<Gateway> => {
  const { logLevel, keys } = loadCliEnvironment();
  const file = fromCallersFolder(supergraphFile);
  await checkOverrides(file, graphqlUrls);
  return createGateway({
    host, port, supergraph: { file }, graphqlUrls, introspection, limits, forwardHeaders,
    logger: createLogger({ name: 'gateway', level: logLevel }), ...(keys === undefined ? {} : { keys }),
  });
};

/** A misspelt name would go unnoticed: the gateway would ask the address in the supergraph. */
const checkOverrides = async (file: string, graphqlUrls: Readonly<Record<string, string>>): Promise<void> => {
  const overridden = Object.keys(graphqlUrls);
  if (overridden.length === 0) return;
  const known = Object.keys(subgraphUrlsOf(await readFile(file, 'utf8')));
  const unknown = overridden.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new UsageError(`--subgraph: the supergraph has no subgraph '${unknown.join("', '")}', it has ${known.join(', ')}.`);
};
