import { OperationalError } from '@souk/kernel';

/** Longest wait for one answer. */
const DEADLINE_MS = 15_000;
/** Tokens live 15 minutes; a new one is taken well before. */
const TOKEN_AGE_MS = 10 * 60_000;

/** The public GraphQL API, as one person. */
export interface Api {
  /** Data of the answer; throws OperationalError where there are errors. */
  ask<Data>(document: string, variables?: Readonly<Record<string, unknown>>): Promise<Data>;
  /** The mutation's success; throws OperationalError with what it answered instead. */
  mutate<Success>(field: string, input: Readonly<Record<string, unknown>>, selection: string): Promise<Success>;
}

interface Credentials {
  readonly email: string;
  readonly password: string;
}

/** Somebody with an account; logs in at the first use, and anew when the token grows old. */
export const createApi = (url: string, credentials: Credentials): Api => {
  let token: { readonly text: Promise<string>; readonly sinceMs: number } | undefined;
  const currentToken = (): Promise<string> => {
    if (!token || Date.now() - token.sinceMs > TOKEN_AGE_MS) token = { text: logIn(url, credentials), sinceMs: Date.now() };
    return token.text;
  };
  const ask = async <Data>(document: string, variables: Readonly<Record<string, unknown>> = {}): Promise<Data> => post(url, document, variables, await currentToken());
  return { ask, mutate: (field, input, selection) => mutate(ask, field, input, selection) };
};

/** Who has no account yet. */
export const register = (url: string, input: Credentials & { readonly displayName: string }): Promise<unknown> =>
  mutate((document, variables) => post(url, document, variables), 'register', input, 'viewer { id }', 'LoginSuccess');

const logIn = async (url: string, input: Credentials): Promise<string> => {
  const { tokens } = await mutate<{ tokens: { accessToken: string } }>((document, variables) => post(url, document, variables), 'login', { email: input.email, password: input.password }, 'tokens { accessToken }', 'LoginSuccess');
  return tokens.accessToken;
};

const mutate = async <Success>(ask: Api['ask'], field: string, input: object, selection: string, success = `${capital(field)}Success`): Promise<Success> => {
  const document = `mutation Demo($input: ${capital(field)}Input!) { ${field}(input: $input) { __typename ... on ${success} { ${selection} } ... on UserError { code message } } }`;
  const { [field]: result } = await ask<Record<string, { __typename: string; code?: string; message?: string } | null>>(document, { input });
  if (result?.__typename !== success) throw new OperationalError(result?.code ?? 'NO_ANSWER', `${field} answered ${result?.__typename ?? 'nothing'}: ${result?.message ?? ''}`, false);
  return result as Success;
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const post = async <Data>(url: string, query: string, variables: Readonly<Record<string, unknown>> = {}, token?: string): Promise<Data> => {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST', headers: { 'content-type': 'application/json', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query, variables }), signal: AbortSignal.timeout(DEADLINE_MS),
  });
  const { data, errors } = (await response.json()) as { data?: Data; errors?: readonly { message: string; extensions?: { code?: string } }[] };
  const [error] = errors ?? [];
  if (error || !data) throw new OperationalError(error?.extensions?.code ?? 'NO_DATA', `${error?.message ?? `status ${response.status}`} (${query.slice(0, 80)} …)`, false);
  return data;
};
