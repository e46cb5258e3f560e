import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sleep } from '@souk/kernel';
import { SUBGRAPHS, type ClusterConfig } from '../config.js';
import { openDataDir } from '../data-dir.js';
import { assertPortsFree } from '../ports.js';
import { createSecrets, randomSecret } from '../secrets.js';
import { StartError } from '../start-error.js';
import { startBacking } from './backing.js';
import { startBalancer } from './balancer.js';
import { balancerPort, replicaPort } from './ports.js';
import { supervise, type Supervised } from './supervisor.js';
import { clusterProcesses, type ClusterProcess } from './topology.js';

/** A dozen Node processes on two cores. */
const READY_DEADLINE_MS = 180_000;
const POLL_MS = 250;

export interface Cluster {
  readonly processes: readonly ClusterProcess[];
  stop(): Promise<void>;
}

/**
 * The distributed topology as processes of this machine. Resolves when every one says that it is ready, or at an interruption.
 * Keys are made anew at each start and kept nowhere; databases and queues stay in the data folder.
 */
export const runCluster = async (config: ClusterConfig, say: (line: string) => void, interrupted: Promise<unknown>): Promise<Cluster> => {
  const stops: (() => unknown)[] = [];
  const stop = async (): Promise<void> => {
    for (let next = stops.pop(); next; next = stops.pop()) await next();
  };
  try {
    const dataDir = openDataDir(join(config.dataDir, 'cluster'));
    stops.push(() => dataDir.release());
    await assertPortsFree(portsOf(config));
    const secrets = await createSecrets();
    say('Starting PostgreSQL, Redis and RabbitMQ …');
    const backing = await startBacking(config, keepPassword(dataDir.path), stops);
    for (const name of SUBGRAPHS) {
      const balancer = await startBalancer(balancerPort(config, name), replicasOf(config).map((replica) => replicaPort(config, name, replica)));
      stops.push(() => balancer.stop());
    }
    say('Starting services …');
    const supervised = clusterProcesses(config, secrets, backing).map((process) => supervise(process, say));
    stops.push(() => stopAll(supervised));
    const processes = supervised.map(({ process }) => process);
    await Promise.race([untilReady(processes), interrupted]);
    return { processes, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};

const replicasOf = ({ replicas }: ClusterConfig): readonly number[] => Array.from({ length: replicas }, (_nothing, index) => index);

const portsOf = (config: ClusterConfig): readonly { readonly name: string; readonly host: string; readonly port: number }[] =>
  replicasOf(config).flatMap((replica) => (['gateway', ...SUBGRAPHS] as const).map((part) => ({ name: `${part}-${replica + 1}`, host: '127.0.0.1', port: replicaPort(config, part, replica) })));

/** The databases keep their password, because their data outlives a run; nothing else knows it. */
const keepPassword = (folder: string): string => {
  const file = join(folder, 'postgres-password');
  if (!existsSync(file)) writeFileSync(file, randomSecret(), { mode: 0o600 });
  return readFileSync(file, 'utf8');
};

/** Gateways first, so that no request meets a subgraph that is gone. */
const stopAll = async (supervised: readonly Supervised[]): Promise<void> => {
  const isGateway = ({ process }: Supervised): boolean => process.name.startsWith('gateway');
  await Promise.all(supervised.filter(isGateway).map((one) => one.stop()));
  await Promise.all(supervised.filter((one) => !isGateway(one)).map((one) => one.stop()));
};

const untilReady = async (processes: readonly ClusterProcess[]): Promise<void> => {
  const deadline = Date.now() + READY_DEADLINE_MS;
  const waiting = new Set(processes.filter(({ name }) => name !== 'payment-sandbox'));
  while (waiting.size > 0) {
    for (const process of waiting) if (await isReady(process.url)) waiting.delete(process);
    if (waiting.size > 0 && Date.now() > deadline) throw new StartError(`Expected every process to be ready within ${READY_DEADLINE_MS / 1000} s, still waiting for ${[...waiting].map(({ name }) => name).join(', ')}: start with LOG_LEVEL=info to see why.`);
    await sleep(POLL_MS);
  }
};

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(2_000) }).then((response) => response.ok, () => false);
