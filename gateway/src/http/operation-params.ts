import { badRequest, type Refusal } from './refusal.js';

/** What a client sent of an operation. Null stands for absent everywhere (GraphQL over HTTP, "Request Parameters"). */
export interface OperationParams {
  /** Absent where the operation is named by its hash or id alone. */
  readonly query: string | undefined;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly extensions: Readonly<Record<string, unknown>> | undefined;
}

const NO_VARIABLES: OperationParams['variables'] = Object.freeze({});

/** Reads one operation of a JSON body. */
export const paramsOfJson = (body: unknown): OperationParams | Refusal => {
  if (!isMap(body)) return badRequest(`Expected a JSON object with \`query\`, got ${kindOf(body)}.`);
  const { query, operationName, variables, extensions } = body;
  if (!isAbsent(query) && typeof query !== 'string') return badRequest(`\`query\` must be a string, got ${kindOf(query)}.`);
  if (!isAbsent(operationName) && typeof operationName !== 'string') return badRequest(`\`operationName\` must be a string, got ${kindOf(operationName)}.`);
  if (!isAbsent(variables) && !isMap(variables)) return badRequest(`\`variables\` must be an object, got ${kindOf(variables)}.`);
  if (!isAbsent(extensions) && !isMap(extensions)) return badRequest(`\`extensions\` must be an object, got ${kindOf(extensions)}.`);
  return { query: query ?? undefined, operationName: operationName ?? undefined, variables: variables ?? NO_VARIABLES, extensions: extensions ?? undefined };
};

/** Reads the operation of a URL's query part. */
export const paramsOfSearch = (search: URLSearchParams): OperationParams | Refusal => {
  const twice = ['query', 'operationName', 'variables', 'extensions'].find((name) => search.getAll(name).length > 1);
  if (twice !== undefined) return badRequest(`The parameter '${twice}' may be given once only.`);
  const [variables, extensions] = [mapOf(search.get('variables')), mapOf(search.get('extensions'))];
  if (variables === 'wrong') return badRequest('The parameter `variables` must be an object, as JSON.');
  if (extensions === 'wrong') return badRequest('The parameter `extensions` must be an object, as JSON.');
  const operationName = search.get('operationName');
  return { query: search.get('query') ?? undefined, operationName: operationName === null || operationName === '' ? undefined : operationName, variables: variables ?? NO_VARIABLES, extensions };
};

const mapOf = (json: string | null): Record<string, unknown> | undefined | 'wrong' => {
  if (json === null || json === '') return undefined;
  try {
    const value: unknown = JSON.parse(json);
    return isMap(value) ? value : value === null ? undefined : 'wrong';
  } catch {
    return 'wrong';
  }
};

const isAbsent = (value: unknown): value is undefined | null => value === undefined || value === null;

const isMap = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

const kindOf = (value: unknown): string => (value === null ? 'null' : Array.isArray(value) ? 'an array' : typeof value === 'object' ? 'an object' : `a ${typeof value}`);
