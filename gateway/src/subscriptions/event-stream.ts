import { type ServerResponse } from 'node:http';
import { type GraphQLFormattedError } from 'graphql';
import { answerBytes, type Answer } from '../execution/answer.js';
import { type ConnectionCounts } from './connection-counts.js';
import { pushedAnswer, type PushedAnswer } from './pushed-answer.js';
import { Subscriber } from './subscriber.js';
import { slowConsumer } from './subscription-errors.js';

const NEXT = Buffer.from('event: next\ndata: ');
const END_OF_EVENT = Buffer.from('\n\n');
/** An event without data is none to a browser's EventSource, hence the empty line of data. */
const COMPLETE = 'event: complete\ndata:\n\n';
const KEEP_ALIVE = ':\n\n';
/** After how many milliseconds a client comes back when the gateway stops. */
const RETRY_MS = 1_000;

/** One operation as a stream of server-sent events: the distinct connections mode of the GraphQL over SSE protocol. */
export class EventStream extends Subscriber {
  #queued = 0;
  #written: (() => void) | undefined;

  constructor(private readonly response: ServerResponse, private readonly limits: ConnectionCounts['limits'], private readonly onSlow: () => void) {
    super();
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache, no-transform', 'x-accel-buffering': 'no' });
    response.flushHeaders();
  }

  override push({ body, sequence }: PushedAnswer): void {
    const { maxBufferedBytes, maxBufferedEvents } = this.limits;
    if (this.#queued >= maxBufferedEvents || this.response.writableLength > maxBufferedBytes) {
      this.onSlow();
      return this.end([slowConsumer()]);
    }
    const id = sequence === undefined ? [] : [Buffer.from(`id: ${sequence}\n`)];
    this.#write(Buffer.concat([...id, NEXT, body, END_OF_EVENT]));
  }

  override answer(answer: Answer): void {
    this.#finish(answerBytes(answer));
  }

  override end(errors?: readonly GraphQLFormattedError[]): void {
    this.#finish(errors === undefined ? undefined : answerBytes({ errors }));
  }

  /** Keeps proxies from taking a silent stream for a dead one. */
  keepAlive(): void {
    if (!this.isOver && this.response.writableLength === 0) this.response.write(KEEP_ALIVE);
  }

  /** Ends without completing, so that the client comes back, elsewhere, with the last id that it saw. */
  goAway(): void {
    if (this.leave()) this.response.end(`retry: ${RETRY_MS}\n\n`);
  }

  #finish(last: Buffer | undefined): void {
    if (!this.leave()) return;
    if (last !== undefined) this.response.write(Buffer.concat([NEXT, pushedAnswer(last).body, END_OF_EVENT]));
    this.response.end(COMPLETE);
  }

  #write(event: Buffer): void {
    if (this.response.writableLength === 0) this.response.write(event);
    else {
      this.#queued += 1;
      this.response.write(event, (this.#written ??= () => { this.#queued -= 1; }));
    }
  }
}
