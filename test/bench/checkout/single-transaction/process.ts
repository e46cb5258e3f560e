import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { parseKeySet, verifyViewerToken } from '@souk/auth';
import { openPool } from './open-pool.js';
import { placeOrder } from './place-order.js';
import { checkoutRequest } from './request.js';

const CONNECTIONS = 16;
const MAX_BODY_BYTES = 64 * 1_024;

const pool = openPool(process.env['DATABASE_URL'] ?? '', CONNECTIONS);
const keys = parseKeySet(process.env['SOUK_JWKS'] ?? '');

const read = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) throw new Error('the body is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
};

const answer = async (request: IncomingMessage): Promise<object> => {
  const { userId } = await verifyViewerToken(keys, String(request.headers['souk-viewer']));
  const body = checkoutRequest.parse(JSON.parse(await read(request)));
  return userId === undefined ? { kind: 'refused', code: 'UNAUTHENTICATED' } : placeOrder(pool, userId, body);
};

const send = (response: ServerResponse, status: number, body: object): void => {
  const text = JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }).end(text);
};

/** POST / with the input of `checkoutComplete` as JSON and the buyer in `souk-viewer`. */
const server = createServer((request, response) => {
  answer(request).then((body) => send(response, 200, body), (error: unknown) => send(response, 500, { kind: 'failed', code: String(error) }));
});
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.once('disconnect', () => process.exit());
