import { readExplain, type Explain } from './explain.js';

/** Longest wait for an answer, in milliseconds. */
const DEADLINE_MS = 30_000;

export interface ExplainRequest {
  readonly query: string;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly accessToken: string | undefined;
}

/** Runs the operation and returns how. Throws with a message for people where the gateway did not explain it. */
export const requestExplain = async ({ accessToken, ...operation }: ExplainRequest): Promise<Explain> => {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', 'souk-explain': '1', ...(accessToken ? { authorization: `Bearer ${accessToken}` } : {}) },
    body: JSON.stringify(operation),
    signal: AbortSignal.timeout(DEADLINE_MS),
  });
  const { extensions, errors } = (await response.json()) as { extensions?: { explain?: unknown }; errors?: readonly { readonly message: string }[] };
  const explain = readExplain(extensions?.explain);
  if (explain !== undefined) return explain;
  throw new Error(errors?.[0]?.message ?? 'The gateway answered without a plan: this viewer may not see it.');
};
