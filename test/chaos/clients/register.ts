import { randomUUID } from 'node:crypto';
import { parseSigningKey } from '@souk/auth';
import { MAX_QUANTITY, sleep } from '@souk/kernel';
import { createRpcClient, type Client } from '@souk/rpc';
import { CatalogService } from '@souk/schema/rpc/catalog';
import { silentLogger } from '@souk/telemetry';
import { type RegisterOperation } from '../checkers/linearizable.js';
import { type Dice } from '../dice.js';
import { type History } from '../history.js';
import { type World } from '../world/world.js';
import { type Stocked } from './shop.js';

const THINK_MS = [20, 120] as const;
const MAX_UNITS = 6;
/** Wait after a call without an answer. */
const SULK_MS = 300;
const RESOLVE_DEADLINE_MS = 60_000;

export interface RegisterUse {
  readonly world: World;
  readonly register: Stocked;
  readonly dice: Dice;
  readonly history: History;
  /** Gets what this client did to the register. */
  readonly operations: RegisterOperation[];
  readonly signal: AbortSignal;
}

type Catalog = Client<typeof CatalogService>;
/** Where a call was another operation than was asked for: a refusal is a read. */
type Seen = Partial<Pick<RegisterOperation, 'kind' | 'units'>>;

/** Reserves, releases and reads the stock of one variant, as the order service would, until the signal aborts; then it finds out what it does not know. */
export const useRegister = async (name: string, use: RegisterUse): Promise<void> => {
  const { world, register, dice, history, operations, signal } = use;
  const catalog: Catalog = createRpcClient(CatalogService, { url: world.services.catalog.url, from: await parseSigningKey(world.keys.privateKeys.order), audience: 'catalog', logger: silentLogger });
  const open: (() => Promise<void>)[] = [];
  const held: { readonly gid: string; readonly units: number }[] = [];
  const record = async (kind: 'take' | 'give' | 'read', units: number, work: () => Promise<Seen>): Promise<void> => {
    const invocation = history.begin(name, kind, [register.uuid], { units });
    const begunMs = history.now();
    const end = (seen: Seen): void => {
      operations.push({ kind, units, begunMs, endedMs: history.now(), ...seen });
      invocation.end(seen.kind === 'read' && kind === 'take' ? 'fail' : 'ok', { ...seen });
    };
    try {
      end(await work());
    } catch (error) {
      const wasSent = !(error instanceof Object && 'wasNeverSent' in error);
      invocation.end(wasSent ? 'unknown' : 'fail', { error: String(error).slice(0, 200) });
      if (wasSent && kind !== 'read') open.push(() => resolveOpen(work, { kind, units, begunMs }, use));
      await sleep(SULK_MS, signal);
    }
  };
  /** A refusal tells what is available, so it is also a read. */
  const reserve = async (gid: string, quantity: number): Promise<Seen> => {
    const { shortages } = await catalog.reserveStock({ gid, lines: [{ variantId: register.uuid, quantity }] });
    const [short] = shortages;
    if (short !== undefined) return { kind: 'read', units: short.available };
    if (quantity <= MAX_UNITS) held.push({ gid, units: quantity });
    return {};
  };
  while (!signal.aborted) {
    const [draw, units] = [dice.roll(), dice.between(1, MAX_UNITS)];
    const mine = draw < 0.35 ? held.shift() : undefined;
    const gid = randomUUID();
    if (mine !== undefined) await record('give', mine.units, () => catalog.releaseStock({ gid: mine.gid }).then(() => ({})));
    else if (draw < 0.7) await record('take', units, () => reserve(gid, units));
    else await record('read', 0, () => reserve(gid, MAX_QUANTITY));
    await sleep(dice.between(...THINK_MS), signal);
  }
  for (const resolve of open) await resolve();
};

/** Asks again, by the same gid, what nobody knows: what was short then, or never arrived, and is short now never happened. */
const resolveOpen = async (work: () => Promise<Seen>, operation: Pick<RegisterOperation, 'kind' | 'units' | 'begunMs'>, { history, operations }: RegisterUse): Promise<void> => {
  const deadline = performance.now() + RESOLVE_DEADLINE_MS;
  while (performance.now() < deadline) {
    const seen = await work().catch(() => undefined);
    if (seen === undefined) {
      await sleep(SULK_MS);
      continue;
    }
    if (seen.kind !== 'read') operations.push({ ...operation, endedMs: history.now() });
    return;
  }
  operations.push({ ...operation, endedMs: Infinity });
};
