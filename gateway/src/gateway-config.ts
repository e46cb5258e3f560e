import { type KeySet, type SigningKey } from '@souk/auth';
import { type Logger } from '@souk/telemetry';
import { type DemoAccount } from './pages/pages.js';

export interface GatewayConfig {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** A file is looked at again and again: a changed one is loaded, a broken one refused. */
  readonly supergraph: { readonly file: string } | { readonly sdl: string };
  /** Base URL of each subgraph, by its name in the supergraph. */
  readonly subgraphs: Readonly<Record<string, string>>;
  /** Signs viewer tokens. */
  readonly signingKey: SigningKey;
  readonly keys: KeySet;
  readonly introspection: boolean;
  /** The built pages of web/; without it there are none. */
  readonly webRoot?: string;
  /** Demo only: accounts that the explorer offers, passwords included. */
  readonly demoAccounts?: readonly DemoAccount[];
  readonly corsOrigins?: readonly string[];
  readonly maxBodyBytes?: number;
  readonly deadlineMs?: number;
  readonly logger: Logger;
}
