import { mintViewerToken, type SigningKey, type Viewer } from '@souk/auth';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

/** An answer of GraphQL. */
export interface Answer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly { readonly message: string; readonly path?: readonly (string | number)[]; readonly extensions: Record<string, unknown> }[];
}

type Variables = Readonly<Record<string, unknown>>;

/** Asks a subgraph as the gateway does, for any viewer; of several replicas the first, unless told. */
export const subgraphClient = (urlOf: (replica: number) => string, gatewayKey: SigningKey) => {
  const tokenOf = (viewer: Viewer): Promise<string> => mintViewerToken(gatewayKey, viewer, { ttlSeconds: 60 });
  const ask = async (viewer: Viewer, query: string, variables: Variables = {}, replica = 0): Promise<Answer> => {
    const response = await fetch(`${urlOf(replica)}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'souk-viewer': await tokenOf(viewer) },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as Answer;
  };
  return {
    ask,
    /** The first root field's value; throws where there are errors. */
    get: async <Value = Record<string, unknown>>(viewer: Viewer, query: string, variables: Variables = {}, replica = 0): Promise<Value> => {
      const { data, errors } = await ask(viewer, query, variables, replica);
      if (errors !== undefined || !data) throw new Error(JSON.stringify(errors));
      return Object.values(data)[0] as Value;
    },
    /** SQL statements that the work costs the replica. */
    statementsOf: async (work: () => Promise<unknown>, replica = 0): Promise<number> => {
      const count = async (): Promise<number> => ((await (await fetch(`${urlOf(replica)}/health/ready`)).json()) as { statements: number }).statements;
      const before = await count();
      await work();
      return (await count()) - before;
    },
    /** Collects what a subscription sends, until it is left. */
    subscribe: async (viewer: Viewer, query: string, variables: Variables = {}, replica = 0) => {
      const client = createClient({ url: `${urlOf(replica).replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket, retryAttempts: 0 });
      const received: Answer[] = [];
      let end: { readonly error?: unknown } | undefined;
      client.subscribe(
        { query, variables: { ...variables }, extensions: { viewerToken: await tokenOf(viewer) } },
        { next: (answer) => void received.push(answer as Answer), error: (error) => (end = { error }), complete: () => (end ??= {}) },
      );
      return { received, end: () => end, leave: async () => client.dispose() };
    },
  };
};
