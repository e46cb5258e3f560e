import { SUBGRAPHS, type ClusterConfig, type SubgraphName } from '../config.js';

/** Each replica has a hundred ports; what is there once keeps to the first hundred. */
const PORTS_PER_REPLICA = 100;
const REPLICATED = { gateway: 0, catalog: 1, user: 2, order: 3, logistics: 4 } as const;
const SINGLE = { paymentSandbox: 5, postgres: 10, redis: 20, rabbit: 30, balancer: 50 } as const;

type Base = Pick<ClusterConfig, 'port'>;

/** Replicas count from 0: the gateways are on PORT, PORT + 100, … */
export const replicaPort = ({ port }: Base, part: keyof typeof REPLICATED, replica: number): number => port + REPLICATED[part] + replica * PORTS_PER_REPLICA;

export const singlePort = ({ port }: Base, part: Exclude<keyof typeof SINGLE, 'postgres' | 'balancer'>): number => port + SINGLE[part];

export const postgresPort = ({ port }: Base, name: SubgraphName): number => port + SINGLE.postgres + SUBGRAPHS.indexOf(name);

/** Where others reach a subgraph, whichever replica answers. */
export const balancerPort = ({ port }: Base, name: SubgraphName): number => port + SINGLE.balancer + SUBGRAPHS.indexOf(name);
