import { parseArgs } from 'node:util';

/** What a person asks of the gateway on the command line. */
export interface CliArguments {
  readonly supergraphFile: string;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly limits: boolean;
  readonly introspection: boolean;
  /** Names of the client's headers that subgraphs get too, in lower case. */
  readonly forwardHeaders: readonly string[];
  /** GraphQL addresses, by subgraph, instead of those that the supergraph names. */
  readonly graphqlUrls: Readonly<Record<string, string>>;
}

/** The command line cannot be understood: its message says what was expected and what was got. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const DEFAULT_HOST = '127.0.0.1';
export const DEFAULT_PORT = 4_000;
const MAX_PORT = 65_535;
const MAX_FORWARDED_HEADERS = 50;

/** RFC 9110 §5.6.2. */
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9a-z-]+$/;
/** They belong to one connection or to one body (RFC 9110 §7.6.1), so the gateway writes its own. */
const NEVER_FORWARDED = new Set(['connection', 'content-encoding', 'content-length', 'content-type', 'expect', 'host', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade', 'accept-encoding']);

/** The arguments, or `help` where they ask for that. Throws UsageError. */
export const parseArguments = (argv: readonly string[]): CliArguments | 'help' => {
  const { values, positionals } = read(argv);
  if (values.help === true) return 'help';
  if (positionals.length > 0) throw new UsageError(`Expected flags only, got '${positionals[0]}'.`);
  const { supergraph } = values;
  if (supergraph === undefined || supergraph === '') throw new UsageError('--supergraph: expected the file of a Federation 2 supergraph, it is not given.');
  return {
    supergraphFile: supergraph,
    host: values.host ?? DEFAULT_HOST,
    port: values.port === undefined ? DEFAULT_PORT : portOf(values.port),
    limits: values['no-limits'] !== true,
    introspection: values.introspection === true,
    forwardHeaders: headersOf(values['forward-header'] ?? []),
    graphqlUrls: urlsOf(values.subgraph ?? []),
  };
};

const read = (argv: readonly string[]) => {
  try {
    return parseArgs({
      args: [...argv], allowPositionals: true, strict: true,
      options: {
        'supergraph': { type: 'string' }, 'port': { type: 'string' }, 'host': { type: 'string' }, 'no-limits': { type: 'boolean' }, 'introspection': { type: 'boolean' },
        'forward-header': { type: 'string', multiple: true }, 'subgraph': { type: 'string', multiple: true }, 'help': { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
};

const portOf = (text: string): number => {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > MAX_PORT) throw new UsageError(`--port: expected a whole number from 0 to ${MAX_PORT}, got '${text}'.`);
  return port;
};

const headersOf = (names: readonly string[]): readonly string[] => {
  const headers = [...new Set(names.map((name) => name.toLowerCase()))];
  if (headers.length > MAX_FORWARDED_HEADERS) throw new UsageError(`--forward-header: expected at most ${MAX_FORWARDED_HEADERS} names, got ${headers.length}.`);
  for (const header of headers) {
    if (!HEADER_NAME.test(header)) throw new UsageError(`--forward-header: expected the name of a header, got '${header}'.`);
    if (NEVER_FORWARDED.has(header)) throw new UsageError(`--forward-header: '${header}' belongs to one connection, so it cannot be forwarded.`);
  }
  return headers;
};

const urlsOf = (pairs: readonly string[]): Readonly<Record<string, string>> => {
  const urls = new Map<string, string>();
  for (const pair of pairs) {
    const [, name, url] = /^([^=]+)=(.+)$/.exec(pair) ?? [];
    if (name === undefined || url === undefined || !isHttpUrl(url)) throw new UsageError(`--subgraph: expected name=http://…, got '${pair}'.`);
    if (urls.has(name)) throw new UsageError(`--subgraph: '${name}' is given twice.`);
    urls.set(name, url);
  }
  return Object.fromEntries(urls);
};

const isHttpUrl = (text: string): boolean => URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol);
