import { type Cart } from './carts.js';
import { type Send } from './drive.js';
import { type Subject } from './subject.js';
import { type LoadName } from './supply.js';

export interface Sender {
  /** Sends one cart after the other, each once. */
  readonly send: Send;
  /** Gives back what was not sent, and the buyers whose orders stand. */
  finish(): void;
}

/** Fills so many carts and makes the bodies of their checkouts beforehand. */
export const senderOf = async ({ supply, pool, path, bodyOf, kindOf }: Subject, load: LoadName, count: number): Promise<Sender> => {
  const waiting = (await supply.take(load, count)).map((cart) => ({ cart, body: bodyOf(cart), headers: { 'content-type': 'application/json', 'souk-viewer': cart.buyer.token } }));
  const ordered: Cart[] = [];
  const post = async ({ cart, body, headers }: (typeof waiting)[number]): Promise<string> => {
    try {
      const response = await pool.request({ path, method: 'POST', headers, body });
      const kind = kindOf(response.statusCode, await response.body.text());
      if (kind === 'ok') ordered.push(cart);
      return kind;
    } catch (error) {
      return error instanceof Error && 'code' in error ? String(error.code) : String(error);
    }
  };
  return {
    send: () => {
      const next = waiting.pop();
      return next && post(next);
    },
    finish: () => {
      supply.giveBack(load, waiting.splice(0).map(({ cart }) => cart));
      supply.release(ordered.splice(0).map(({ buyer }) => buyer));
    },
  };
};
