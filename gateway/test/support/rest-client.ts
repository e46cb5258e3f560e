import addFormats from 'ajv-formats';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { type ApiOperation, type OpenApiDocument } from '../../src/rest/openapi/document.js';

export interface RestReply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Record<string, unknown> & { readonly code?: string; readonly errors?: readonly Record<string, unknown>[] };
}

export interface RestClient {
  readonly document: OpenApiDocument;
  /** Paths that were asked, without the slash. */
  readonly asked: ReadonlySet<string>;
  /** Asks as the document says: GET, or POST with that body. Rejects where the document does not allow the answer. */
  ask(target: string, options?: { readonly body?: unknown; readonly headers?: Readonly<Record<string, string>>; readonly method?: string }): Promise<RestReply>;
}

/** A partner's client, which takes the document at its word. */
export const restClient = async (url: string): Promise<RestClient> => {
  const document = await (await fetch(`${url}/rest/openapi.json`)).json() as OpenApiDocument;
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(document, 'api');
  const asked = new Set<string>();
  const check = (path: string, method: string, { status, headers, body }: RestReply): void => {
    const { get, post } = document.paths[`/${path}`] ?? {};
    const operation: ApiOperation | undefined = method === 'POST' ? post : get;
    const response = operation?.responses[String(status)];
    if (operation === undefined || response === undefined) throw new Error(`The document has no answer ${status} to ${method} /${path}.`);
    const type = (headers.get('content-type') ?? '').replace('; charset=utf-8', '');
    const place = response.$ref?.replace('#/', '') ?? `paths/~1${path}/${method.toLowerCase()}/responses/${status}`;
    const validate = ajv.compile({ $ref: `api#/${place}/content/${type.replace('/', '~1')}/schema` });
    if (!validate(body)) throw new Error(`The document does not allow ${status} ${JSON.stringify(body)}: ${ajv.errorsText(validate.errors)}`);
  };
  return {
    document, asked,
    async ask(target, { body, headers = {}, method = body === undefined ? 'GET' : 'POST' } = {}) {
      const response = await fetch(`${url}/rest/${target}`, { method, headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers }, ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }) });
      const text = await response.text();
      const reply: RestReply = { status: response.status, headers: response.headers, text, body: text === '' ? {} : JSON.parse(text) as RestReply['body'] };
      const path = target.split('?')[0] ?? '';
      asked.add(path);
      if (text !== '' && response.status !== 405 && `/${path}` in document.paths) check(path, method, reply);
      return reply;
    },
  };
};
