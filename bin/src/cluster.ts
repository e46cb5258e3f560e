import { parseArgs } from 'node:util';
import { runCluster, type Cluster } from './cluster/run-cluster.js';
import { loadClusterConfig, type ClusterConfig } from './config.js';
import { interruption } from './interrupt.js';
import { StartError, fail } from './start-error.js';

const MAX_REPLICAS = 8;

const HELP = `npm run cluster [-- --replicas N]: the distributed topology as processes of this machine.

A PostgreSQL for each subgraph, Redis, RabbitMQ, the payment sandbox, and N (1 to ${MAX_REPLICAS}) of each subgraph and of the gateway.
Gateways listen on PORT, PORT + 100, …; signing keys are made anew at each start, and there is no demo.
What has a URL is used instead of started: DATABASE_URL_CATALOG, _USER, _ORDER, _LOGISTICS, REDIS_URL, MEMCACHED_URL, RABBITMQ_URL.
ADMIN_EMAIL and ADMIN_PASSWORD make the first administrator. .env.example lists all settings.
`;

const main = async (): Promise<void> => {
  const { replicas, help } = readArguments();
  if (help) {
    process.stdout.write(HELP);
    return;
  }
  const config = loadClusterConfig(replicas);
  const interrupted = interruption();
  const say = (line: string): void => {
    process.stdout.write(`${line}\n`);
  };
  const starting = runCluster(config, say, interrupted);
  const ready = await Promise.race([starting, interrupted]);
  if (ready) announce(ready, config, say);
  const cluster = await starting;
  await interrupted;
  await cluster.stop();
  process.exit(0);
};

const announce = ({ processes }: Cluster, { admin, dataDir }: ClusterConfig, say: (line: string) => void): void => {
  const width = Math.max(...processes.map(({ name }) => name.length)) + 2;
  for (const { name, url } of processes) say(`  ${name.padEnd(width)}${url}`);
  say(`\nSouk is ready: ${processes.length} processes. Ctrl-C stops all of them; the data stays in ${dataDir}/cluster.\n`);
  if (!admin) say('There is no administrator yet: start with ADMIN_EMAIL and ADMIN_PASSWORD to make one.\n');
};

const readArguments = (): { readonly replicas: number; readonly help: boolean } => {
  const { values } = parseArgs({ options: { replicas: { type: 'string', default: '1' }, help: { type: 'boolean', short: 'h', default: false } } });
  const replicas = Number(values.replicas);
  if (!Number.isInteger(replicas) || replicas < 1 || replicas > MAX_REPLICAS) throw new StartError(`--replicas: expected a whole number from 1 to ${MAX_REPLICAS}, found '${values.replicas}'.`);
  return { replicas, help: values.help };
};

main().catch((error: unknown) => fail('The cluster cannot start', error));
