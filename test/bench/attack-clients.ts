import { Agent, request } from 'node:http';
import { constants, setPriority } from 'node:os';
import { ATTACKS, type Attack } from './attack-requests.js';

/** What one process of attackers is told. */
export interface AttackOrder {
  readonly url: string;
  readonly connections: number;
  readonly thinkMs: number;
  /** Network of the attackers' own addresses, '127.0.2': they are not the normal clients. Undefined where the system has one loopback address only. */
  readonly network: string | undefined;
}

/** How often each attack was answered with which status, or 'no answer': the connection was closed, or nothing came in time. */
export type AttackCounts = Readonly<Record<string, Readonly<Record<string, number>>>>;

const TIMEOUT_MS = 30_000;
/** Addresses that the attackers of a process share. */
const ADDRESSES = 50;

const counts: Record<string, Record<string, number>> = {};
let isOver = false;
let nonce = process.pid * 1_000_000;

/** One connection that attacks, waits for the answer, thinks, and attacks again. */
const attack = async ({ url, thinkMs, network }: AttackOrder, index: number, { name, body }: Attack): Promise<void> => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const localAddress = network === undefined ? {} : { localAddress: `${network}.${1 + (index % ADDRESSES)}` };
  await sleep(Math.random() * thinkMs);
  while (!isOver) {
    const status = await send(url, body((nonce += 1)), agent, localAddress);
    const ofAttack = (counts[name] ??= {});
    ofAttack[status] = (ofAttack[status] ?? 0) + 1;
    await sleep(thinkMs * (0.5 + Math.random()));
  }
  agent.destroy();
};

const send = (url: string, body: string | Buffer, agent: Agent, localAddress: { readonly localAddress?: string }): Promise<string> =>
  new Promise((resolve) => {
    const sent = request(`${url}/graphql`, { method: 'POST', agent, ...localAddress, timeout: TIMEOUT_MS, headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) } }, (response) => {
      response.on('error', () => resolve('no answer')).on('end', () => resolve(String(response.statusCode))).resume();
    });
    sent.on('error', () => resolve('no answer')).on('timeout', () => sent.destroy());
    sent.end(body);
  });

const sleep = (ms: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, ms); });

// Attackers have machines of their own: what sending costs is not to be taken from those who are measured. How often they attacked all the same is counted.
setPriority(constants.priority.PRIORITY_LOW);

process.on('message', (message: AttackOrder | 'stop') => {
  if (message !== 'stop') {
    for (let index = 0; index < message.connections; index += 1) {
      const kind = ATTACKS[index % ATTACKS.length];
      if (kind !== undefined) void attack(message, index, kind);
    }
    return;
  }
  isOver = true;
  process.send?.(counts, () => process.exit(0));
});
