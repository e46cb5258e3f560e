import { type KeySet, type SigningKey } from '@souk/auth';
import { type Logger } from '@souk/telemetry';
import { type RateLimits } from './limits/rate-limiter.js';
import { type DemoAccount } from './pages/pages.js';
import { type InProcessSubgraph } from './transport/in-process-transport.js';

export interface GatewayConfig {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** A file is looked at again and again: a changed one is loaded, a broken one refused. */
  readonly supergraph: { readonly file: string } | { readonly sdl: string };
  /** Base URL of each of Souk's subgraphs, by its name in the supergraph. */
  readonly subgraphs?: Readonly<Record<string, string>>;
  /** Addresses of GraphQL where no base URL is given: instead of those that the supergraph names. */
  readonly graphqlUrls?: Readonly<Record<string, string>>;
  /** Subgraphs of this process, by name: called without HTTP. Their base URLs are still where they push from. */
  readonly inProcess?: Readonly<Record<string, InProcessSubgraph>>;
  /** Signs viewer tokens. Without it subgraphs are not told on whose behalf they are asked. */
  readonly signingKey?: SigningKey;
  /** Verifies access tokens and guest tokens. Without it everybody is anonymous. */
  readonly keys?: KeySet;
  readonly introspection: boolean;
  /** The built pages of web/; without it there are none. */
  readonly webRoot?: string;
  /** Demo only: accounts that the explorer offers, passwords included. */
  readonly demoAccounts?: readonly DemoAccount[];
  readonly corsOrigins?: readonly string[];
  /** Client headers that go on to subgraphs. */
  readonly forwardHeaders?: readonly string[];
  /** Proxies in front that append to `X-Forwarded-For`; 0 unless told. */
  readonly trustedProxies?: number;
  readonly maxBodyBytes?: number;
  /** Operations in one request; 1 unless told: batches are refused. */
  readonly maxBatchSize?: number;
  /** For one fetch from a subgraph, in milliseconds. */
  readonly deadlineMs?: number;
  /** For one operation, in milliseconds. */
  readonly requestDeadlineMs?: number;
  /** Whether documents, cost, rate and connections are limited; true unless told. */
  readonly limits?: boolean;
  /** Most cost units of one operation. */
  readonly maxCost?: number;
  readonly rateLimits?: RateLimits;
  /** Rates and persisted operations are shared there. */
  readonly redisUrl?: string;
  /** A folder of .graphql files: nothing else runs. */
  readonly operationsFolder?: string;
  /** A folder of .graphql files with one operation each: they are the paths of REST. Without it there is no REST. */
  readonly restFolder?: string;
  /** Who bears it may read /metrics from anywhere; without it this machine alone may. */
  readonly metricsToken?: string;
  readonly logger: Logger;
}
