import { type KeySet, type Viewer } from '@souk/auth';
import { type ConnectRouter, type RpcHandlerOptions } from '@souk/rpc';
import { type Service } from '@souk/service';
import { type Logger } from '@souk/telemetry';

/** What every operation has; a service adds its loaders. Made anew for each request, and for each event of a subscription. */
export interface RequestContext {
  /** Verified: the viewer of a token that the gateway signed. */
  readonly viewer: Viewer;
  /** 32 hexadecimal digits, the gateway's where it sent one (`traceparent`, W3C Trace Context). */
  readonly traceId: string;
  /** Writes the trace id with every line. */
  readonly logger: Logger;
  /** Aborts when whoever asked is gone. */
  readonly signal: AbortSignal;
}

export interface SubgraphOptions<Context extends RequestContext> {
  readonly name: string;
  /** The service's schema.graphql, as seen from its source: `new URL('../schema.graphql', import.meta.url)`. Compiled code lies a folder deeper, so the folder above is looked at too. */
  readonly schemaPath: string | URL;
  /** By type and field; scalars of `scalars` that the schema declares are added. */
  readonly resolvers: Readonly<Record<string, object | undefined>>;
  /** Called once per request, and per event of a subscription: loaders never outlive what they were made for. */
  context(request: RequestContext): Context;
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
  readonly keys: KeySet;
  readonly logger: Logger;
  /** The service is ready while it answers. */
  readonly database: OwnDatabase;
  /** Who bears it may read /metrics, from anywhere, and nobody else; without it this machine may. */
  readonly metricsToken?: string | undefined;
  /** Registers the service's RPC methods. */
  readonly rpc?: (router: ConnectRouter) => void;
  /** Services that may call them, as createRpcHandler takes it. */
  readonly rpcCallers?: RpcHandlerOptions['callers'];
}

/** What is asked of a service's database (@souk/persistence has it). */
export interface OwnDatabase {
  /** Throws, with a message for operators, where it does not answer in time. */
  ping(deadlineMs: number): Promise<void>;
  /** SQL statements sent so far; shown by /health/ready. */
  readonly statements: { readonly count: number };
}

/** A GraphQL request from within the process. */
export interface InProcessRequest {
  /** The whole JSON body. */
  readonly body: string;
  /** Flat list of name, value, …, names in lower case; `souk-viewer` as over HTTP. */
  readonly headers: readonly string[];
  /** Aborts when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
}

export interface InProcessAnswer {
  /** As of HTTP. */
  readonly status: number;
  readonly text: string;
}

export interface RunningSubgraph extends Service {
  readonly port: number;
  /** Answers within this process exactly as POST /graphql does, without HTTP. Rejects with OperationalError STOPPING once it stops. */
  handle(request: InProcessRequest): Promise<InProcessAnswer>;
  /** What /health/ready says. */
  isReady(): Promise<boolean>;
  /** Answers 503 to /health/ready, takes nothing new, closes sockets with 1001, waits at most five seconds for requests under way. Idempotent. */
  stop(): Promise<void>;
}
