import { type ApiOperation, type OpenApiDocument } from './openapi/document.js';

const STYLE = `:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}body{max-width:60rem;margin:0 auto;padding:1rem}
code,pre{font:.875rem/1.4 ui-monospace,monospace}pre{overflow:auto;padding:.75rem;border:1px solid color-mix(in srgb,currentColor 20%,transparent);border-radius:.375rem}
article{border-top:1px solid color-mix(in srgb,currentColor 20%,transparent);padding:.5rem 0}h2{font-size:1.1rem}b{display:inline-block;min-width:3rem}
table{border-collapse:collapse;width:100%}td,th{text-align:left;vertical-align:top;padding:.25rem .75rem .25rem 0}`;

/** The document as a page for people: no script, nothing from elsewhere. */
export const pageOf = (document: OpenApiDocument): string => {
  const operations = Object.entries(document.paths).flatMap(([path, { get, post }]) => [...(get === undefined ? [] : [{ method: 'GET', path, operation: get }]), ...(post === undefined ? [] : [{ method: 'POST', path, operation: post }])]);
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(document.info.title)}: REST</title><style>${STYLE}</style>
<h1>${escaped(document.info.title)}: REST</h1>${paragraphs(document.info.description)}<p>Version <code>${escaped(document.info.version)}</code>, as <a href="/rest/openapi.json">OpenAPI 3.1</a>.</p>
<nav><ul>${operations.map(({ path, method, operation }) => `<li><a href="#${escaped(operation.operationId)}"><code>${method} /rest${escaped(path)}</code></a> ${escaped(operation.summary)}</li>`).join('')}</ul></nav>
${operations.map(({ path, method, operation }) => articleOf(path, method, operation)).join('\n')}
<h2>Schemas</h2>${Object.entries(document.components['schemas'] ?? {}).map(([name, schema]) => detailsOf(name, schema, `schema-${name}`)).join('\n')}
</html>`;
};

const articleOf = (path: string, method: string, { operationId, summary, description, parameters, requestBody, responses }: ApiOperation): string => `<article id="${escaped(operationId)}">
<h2><code><b>${method}</b> /rest${escaped(path)}</code></h2><p>${escaped(summary)}</p>${paragraphs(description ?? '')}${tableOf(parameters)}
${requestBody === undefined ? '' : detailsOf('Body', requestBody.content['application/json']?.schema)}
${Object.entries(responses).filter(([, { content }]) => content !== undefined).map(([status, { content = {}, description: text }]) => detailsOf(`${status}: ${text ?? ''}`, Object.values(content)[0]?.schema)).join('')}
</article>`;

const tableOf = (parameters: ApiOperation['parameters']): string => (parameters.length === 0 ? '' : `<table><tr><th>Parameter<th>In<th>Type<th>${
  parameters.map(({ name, in: place, required, description = '', schema, content }) =>
    `<tr><td><code>${escaped(name)}</code>${required ? ' (required)' : ''}<td>${place}<td><code>${escaped(JSON.stringify(schema ?? content?.['application/json']?.schema))}</code>${content === undefined ? '' : ' as JSON'}<td>${escaped(description)}`).join('')}</table>`);

const detailsOf = (title: string, schema: unknown, id?: string): string =>
  `<details${id === undefined ? '' : ` id="${escaped(id)}"`}><summary>${escaped(title)}</summary><pre>${escaped(JSON.stringify(schema, undefined, 2))}</pre></details>`;

const paragraphs = (text: string): string => text.split('\n\n').filter((each) => each !== '').map((each) => `<p>${escaped(each)}</p>`).join('');

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
