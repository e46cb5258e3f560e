import { retry } from '@souk/kernel';
import { Pool } from 'undici';
import { ImportError } from './import-error.js';

/** A batch or a report over the whole history may take this long, in milliseconds. */
const DEADLINE_MS = 120_000;
/** Tries in all: a platform that is busy for twenty seconds is waited for. */
const ATTEMPTS = 8;
/** The request was refused before anything was done, or a part of the platform is away for a moment. */
const TRANSIENT_CODES: readonly (string | undefined)[] = ['SUBGRAPH_UNAVAILABLE', 'SERVICE_OVERLOADED'];
/** Requests on their way at once. */
export const MAX_IN_FLIGHT = 3;

export interface SoukClient {
  readonly url: string;
  /** Sends one operation; for queries and imports, which are idempotent, hence sent again where the connection breaks or the platform is too busy. Throws ImportError on any error of the answer. */
  readonly send: <Data>(query: string, variables: Readonly<Record<string, unknown>>) => Promise<Data>;
  readonly close: () => Promise<void>;
}

interface Account { readonly role: string; readonly email: string; readonly password: string }
interface Answer { readonly data?: unknown; readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[] }

class UnauthenticatedAnswer extends Error {}
class TransientAnswer extends Error {}

/** Finds the platform and a token for it. Throws ImportError where nothing answers or nobody may import. */
export const connect = async (env: NodeJS.ProcessEnv): Promise<SoukClient> => {
  const url = readUrl(env);
  const pool = new Pool(url.origin, { connections: MAX_IN_FLIGHT, headersTimeout: DEADLINE_MS, bodyTimeout: DEADLINE_MS });
  let token = env['SOUK_TOKEN'] ?? (await logInAsDemoAdmin(pool, url));
  const send = async <Data>(query: string, variables: Readonly<Record<string, unknown>>): Promise<Data> => {
    try {
      return await post<Data>(pool, url, token, { query, variables });
    } catch (error) {
      if (!(error instanceof UnauthenticatedAnswer)) throw error;
      if (env['SOUK_TOKEN'] !== undefined) throw new ImportError('SOUK_TOKEN is not valid or has expired: log in again as an account with the role ADMIN.');
      token = await logInAsDemoAdmin(pool, url);
      return post<Data>(pool, url, token, { query, variables });
    }
  };
  return { url: url.origin, send, close: () => pool.close() };
};

const readUrl = (env: NodeJS.ProcessEnv): URL => {
  const text = env['SOUK_URL'] ?? `http://127.0.0.1:${env['PORT'] ?? '4000'}`;
  if (!URL.canParse(text)) throw new ImportError(`SOUK_URL: expected a URL such as http://127.0.0.1:4000, got '${text}'.`, 'usage');
  return new URL(text);
};

const logInAsDemoAdmin = async (pool: Pool, url: URL): Promise<string> => {
  const response = await pool.request({ method: 'GET', path: '/demo-accounts.json' }).catch(() => {
    throw new ImportError(`expected Souk at ${url.origin}, found nothing there: start it with npm start, or set SOUK_URL.`);
  });
  const accounts = response.statusCode === 200 ? ((await response.body.json()) as Account[]) : [];
  if (response.statusCode !== 200) await response.body.dump();
  const admin = accounts.find(({ role }) => role === 'ADMIN');
  if (!admin) throw new ImportError(`${url.origin} is not an embedded demo: set SOUK_TOKEN to the access token of an account with the role ADMIN.`);
  const { login } = await post<{ login: { tokens?: { accessToken: string } } }>(pool, url, undefined, {
    query: 'mutation ImportLogin($input: LoginInput!) { login(input: $input) { ... on LoginSuccess { tokens { accessToken } } } }',
    variables: { input: { email: admin.email, password: admin.password } },
  });
  if (!login.tokens) throw new ImportError(`the demo account ${admin.email} cannot log in: has its password changed? Set SOUK_TOKEN instead.`);
  return login.tokens.accessToken;
};

const post = <Data>(pool: Pool, url: URL, token: string | undefined, body: object): Promise<Data> =>
  retry(() => postOnce<Data>(pool, token, body), { attempts: ATTEMPTS, baseMs: 500, maxMs: 5_000, isRetryable: isTransient }).catch((error: unknown) => {
    if (isTransient(error)) throw new ImportError(`${url.origin} stopped answering (${error instanceof Error ? error.message : String(error)}). Run the same command again to go on.`);
    throw error;
  });

const isTransient = (error: unknown): boolean =>
  error instanceof TransientAnswer || (error instanceof Error && 'code' in error && /^(ECONN|EPIPE|UND_ERR)/.test(String(error.code)));

const postOnce = async <Data>(pool: Pool, token: string | undefined, body: object): Promise<Data> => {
  const response = await pool.request({
    method: 'POST',
    path: '/graphql',
    headers: { 'content-type': 'application/json', accept: 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify(body),
  });
  const text = await response.body.text();
  const { data, errors } = parseAnswer(text, response.statusCode);
  const [error] = errors ?? [];
  if (error?.extensions?.code === 'UNAUTHENTICATED') throw new UnauthenticatedAnswer(error.message);
  if (error && TRANSIENT_CODES.includes(error.extensions?.code)) throw new TransientAnswer(error.message);
  if (error) throw new ImportError(`the platform refused: ${error.message}${error.extensions?.code ? ` (${error.extensions.code})` : ''}`);
  return data as Data;
};

const parseAnswer = (text: string, statusCode: number): Answer => {
  try {
    return JSON.parse(text) as Answer;
  } catch {
    throw new TransientAnswer(`HTTP ${statusCode}, not GraphQL`);
  }
};
