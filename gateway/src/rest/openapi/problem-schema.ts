import { type JsonSchema } from './json-schema.js';

/** What every problem says (RFC 9457). */
export const PROBLEM_SCHEMA: JsonSchema = {
  type: 'object',
  description: 'Why a request has no answer (RFC 9457).',
  properties: {
    type: { type: 'string', const: 'about:blank' },
    title: { type: 'string', description: 'The name of the status.' },
    status: { type: 'integer', description: 'The HTTP status.' },
    detail: { type: 'string', description: 'For people.' },
    code: { type: 'string', description: 'Stable, for programs: of the error that the status stands for.' },
    traceId: { type: 'string', pattern: '^[0-9a-f]{32}$', description: 'Finds the request in the logs; the one of the header `traceparent` where it was sent.' },
    errors: {
      type: 'array', minItems: 1, description: 'Everything that went wrong.',
      items: {
        type: 'object',
        properties: {
          message: { type: 'string' },
          code: { type: 'string' },
          parameter: { type: 'string', description: 'The parameter of the query string that it is about.' },
          pointer: { type: 'string', description: 'The place in the body, or in the JSON of the parameter, that it is about (JSON Pointer).' },
          path: { type: 'array', items: { type: ['string', 'integer'] }, description: 'The place in the data that is missing because of it.' },
        },
        required: ['message', 'code'],
      },
    },
    refusal: { type: 'object', description: 'Where the shop refused: what it says of that.' },
    data: { description: 'Of a mutation that was run and failed somewhere: what it brought all the same. It may have taken effect.' },
  },
  required: ['type', 'title', 'status', 'detail', 'code', 'traceId', 'errors'],
};
