import { createClient as createSocketClient, type Client as SocketClient } from 'graphql-ws';
import WebSocket from 'ws';

interface Fault {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: { readonly code?: string; readonly [key: string]: unknown };
}

interface Answer<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly Fault[];
}

// Answers are checked by the tests themselves.
type Anything = ReturnType<typeof JSON.parse>;

export interface Client {
  readonly url: string;
  readonly token: string | undefined;
  /** The answer, errors included. */
  ask<Data = Anything>(query: string, variables?: Readonly<Record<string, unknown>>): Promise<Answer<Data>>;
  /** The data; throws on any error. */
  read<Data = Anything>(query: string, variables?: Readonly<Record<string, unknown>>): Promise<Data>;
  /** A WebSocket of this client's own. */
  socket(): SocketClient;
}

/** The public API as one viewer; anonymous without a token. */
export const createClient = (url: string, token?: string): Client => {
  const ask = async <Data>(query: string, variables: Readonly<Record<string, unknown>> = {}): Promise<Answer<Data>> => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as Answer<Data>;
  };
  return {
    url,
    token,
    ask,
    read: async <Data>(query: string, variables?: Readonly<Record<string, unknown>>): Promise<Data> => {
      const { data, errors } = await ask<Data>(query, variables);
      if (errors || !data) throw new Error(`${query.slice(0, 60)} … answered ${JSON.stringify(errors)}`);
      return data;
    },
    socket: () => createSocketClient({
      url: `${url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      connectionParams: token === undefined ? {} : { authorization: `Bearer ${token}` },
    }),
  };
};

interface Credentials { readonly email: string; readonly password: string }

export const logIn = async (url: string, { email, password }: Credentials): Promise<Client> => {
  const { login } = await createClient(url).read('mutation TestLogin($input: LoginInput!) { login(input: $input) { __typename ... on LoginSuccess { tokens { accessToken } } } }', { input: { email, password } });
  return createClient(url, login.tokens.accessToken as string);
};

let registered = 0;

/** A new customer, logged in. */
export const registerCustomer = async (url: string, displayName = 'Ada Lovelace'): Promise<Client & { readonly userId: string }> => {
  registered += 1;
  const input = { email: `customer-${process.pid}-${registered}-${Date.now()}@test.example`, password: 'a long enough password', displayName };
  const { register } = await createClient(url).read('mutation TestRegister($input: RegisterInput!) { register(input: $input) { __typename ... on LoginSuccess { viewer { id } tokens { accessToken } } } }', { input });
  return { ...createClient(url, register.tokens.accessToken as string), userId: register.viewer.id as string };
};
