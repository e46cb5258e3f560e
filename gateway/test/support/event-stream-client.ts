import { get, type IncomingMessage } from 'node:http';

interface ServerSentEvent {
  readonly event?: string;
  readonly id?: string;
  readonly data?: string;
  readonly retry?: string;
}

export interface EventStreamClient {
  readonly response: IncomingMessage;
  readonly events: ServerSentEvent[];
  /** Comments that kept it alive. */
  comments(): number;
  isEnded(): boolean;
  close(): void;
}

/** Reads a response as server-sent events, as the HTML standard says (§9.2.6). */
export const openEventStream = (url: string, parameters: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}): Promise<EventStreamClient> =>
  new Promise((resolve, reject) => {
    const request = get(`${url}/graphql?${new URLSearchParams(parameters).toString()}`, { headers: { accept: 'text/event-stream', ...headers }, agent: false }, (response) => {
      const events: ServerSentEvent[] = [];
      let [rest, comments, isEnded] = ['', 0, false];
      response.setEncoding('utf8');
      response.on('data', (text: string) => {
        const blocks = (rest + text).split('\n\n');
        rest = blocks.pop() ?? '';
        for (const block of blocks) {
          if (block === ':') comments += 1;
          else events.push(Object.fromEntries(block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).replace(/^ /, '')])));
        }
      });
      response.on('end', () => { isEnded = true; });
      response.on('error', () => undefined);
      resolve({ response, events, comments: () => comments, isEnded: () => isEnded, close: () => request.destroy() });
    });
    request.on('error', reject);
  });
