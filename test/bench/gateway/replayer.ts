import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { graphql, type GraphQLSchema } from 'graphql';
import { readHttpRequests, type HttpRequest } from './http-request-reader.js';

const MAX_RECORDINGS_BYTES = 256 * 1024 * 1024;

export interface ReplayCounts {
  /** Requests answered, this one not counted. */
  readonly fetches: number;
  /** Of those, the ones that the subgraphs had to execute because nothing was recorded. */
  readonly executed: number;
  /** Of those, the ones without an Authorization header. */
  readonly unauthorized: number;
}

export interface Replayer {
  readonly port: number;
  readonly close: () => Promise<void>;
}

/**
 * Answers for all subgraphs, POST /<name>: what the real schema said to the same bytes before; what is new is executed and
 * recorded. Headers make no difference. GET /counts tells the ReplayCounts since the start. Gateways order fields and
 * representations differently, so each brings its recordings in its warm-up.
 */
export const startReplayer = async (schemas: Readonly<Record<string, GraphQLSchema>>): Promise<Replayer> => {
  const recordings = new Map<string, Buffer | Promise<Buffer>>();
  const counts = { fetches: 0, executed: 0, unauthorized: 0 };
  let recordedBytes = 0;

  const execute = async (key: string, name: string, body: Buffer): Promise<Buffer> => {
    counts.executed += 1;
    const { query, variables, operationName } = JSON.parse(body.toString()) as { query: string; variables?: Record<string, unknown> | null; operationName?: string | null };
    const schema = schemas[name];
    if (!schema) throw new Error(`expected one of the subgraphs ${Object.keys(schemas).join(', ')}, got '${name}'`);
    const answer = response(JSON.stringify(await graphql({ schema, source: query, variableValues: variables ?? null, operationName: operationName ?? null })));
    recordedBytes += key.length + answer.length;
    // Beyond the limit every such request is executed: slow, and told by `executed`.
    if (recordedBytes <= MAX_RECORDINGS_BYTES) recordings.set(key, answer);
    else recordings.delete(key);
    return answer;
  };

  const answerTo = ({ head, body }: HttpRequest): Buffer | Promise<Buffer> => {
    const path = head.slice(head.indexOf('/') + 1, head.indexOf(' http/'));
    if (path === 'counts') return response(JSON.stringify(counts));
    counts.fetches += 1;
    if (!head.includes('\r\nauthorization: ')) counts.unauthorized += 1;
    const key = `${path} ${body.toString('latin1')}`;
    const recorded = recordings.get(key);
    if (recorded) return recorded;
    const executed = execute(key, path, body);
    recordings.set(key, executed);
    return executed;
  };

  const server = createServer({ noDelay: true }, (socket) => {
    // Pipelined requests are answered in their order, so one that is being executed holds up those behind it.
    let last: Promise<unknown> | undefined;
    socket.on('error', () => socket.destroy());
    socket.on('data', readHttpRequests((request) => {
      const answer = answerTo(request);
      if (!last && Buffer.isBuffer(answer)) {
        socket.write(answer);
        return;
      }
      const turn: Promise<unknown> = Promise.all([answer, last]).then(([bytes]) => socket.write(bytes), (error: unknown) => socket.destroy(error instanceof Error ? error : undefined)).then(() => { if (last === turn) last = undefined; });
      last = turn;
    }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, close: async () => { server.close(); await once(server, 'close'); } };
};

const response = (body: string): Buffer => Buffer.from(`HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
