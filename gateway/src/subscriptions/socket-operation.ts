import { type GraphQLFormattedError } from 'graphql';
import { answerBytes, type Answer } from '../execution/answer.js';
import { pushedAnswer, type PushedAnswer } from './pushed-answer.js';
import { Subscriber } from './subscriber.js';
import { slowConsumer } from './subscription-errors.js';

/** What an operation needs of the socket that it came over. */
export interface OperationSocket {
  /** Whether more waits for the client than is kept. */
  readonly isBehind: boolean;
  /** Writes `before`, `body` and `after` as one text message. */
  write(before: string, body: Buffer, after: string): void;
  send(message: Readonly<Record<string, unknown>>): void;
  /** An answer to a query or mutation: its client asked for it, so it is closed where it does not read. */
  sendAnswer(before: string, body: Buffer, after: string): void;
  /** The operation is over. Called once. */
  forget(operation: SocketOperation): void;
  countSlowConsumer(): void;
}

/** One operation over a socket, in the messages of graphql-transport-ws. */
export class SocketOperation extends Subscriber {
  readonly #before: string;

  constructor(private readonly socket: OperationSocket, readonly id: string) {
    super();
    this.#before = `{"id":${JSON.stringify(id)},"type":"next","payload":`;
  }

  override push({ body }: PushedAnswer): void {
    if (!this.socket.isBehind) return this.socket.write(this.#before, body, '}');
    this.socket.countSlowConsumer();
    this.end([slowConsumer()]);
  }

  override answer(answer: Answer): void {
    if (!this.leave()) return;
    if (answer.data === undefined) return this.socket.send({ id: this.id, type: 'error', payload: answer.errors ?? [] });
    this.socket.sendAnswer(this.#before, pushedAnswer(answerBytes(answer)).body, '}');
    this.socket.send({ id: this.id, type: 'complete' });
  }

  override end(errors?: readonly GraphQLFormattedError[]): void {
    if (!this.leave()) return;
    if (errors !== undefined) this.socket.send({ id: this.id, type: 'next', payload: { errors } });
    this.socket.send({ id: this.id, type: 'complete' });
  }

  override leave(): boolean {
    const isFirst = super.leave();
    if (isFirst) this.socket.forget(this);
    return isFirst;
  }
}
