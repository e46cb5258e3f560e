import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Pool } from 'undici';
import { CONNECTIONS, type RunningGateway } from './measure-gateway.js';
import { keepProfile } from './profile.js';
import { freePort, startProcess } from './subject-process.js';
import { type Subject } from './subjects.js';

export interface Bench {
  /** The core that gateways run on, each alone; undefined: on any. */
  readonly core: number | undefined;
  readonly folder: string;
  readonly replayer: { readonly url: string; readonly pool: Pool };
  readonly supergraph: string;
  /** File for the CPU profile of Souk's gateway. */
  readonly profile: string | undefined;
  readonly say: (line: string) => void;
  /** What ends things, last begun first. */
  readonly stops: (() => Promise<void> | void)[];
}

/** The subgraphs, all in one process, on this one's core. */
export const startReplayer = async (stops: Bench['stops']): Promise<Bench['replayer']> => {
  const { words, stop } = await startProcess({ program: process.execPath, args: [fileURLToPath(new URL('./replayer-process.js', import.meta.url))] }, undefined, (said) => /^\d+\n/.test(said));
  stops.push(stop);
  const url = `http://127.0.0.1:${words().trim()}`;
  const pool = new Pool(url, { connections: 1 });
  stops.push(() => pool.close());
  return { url, pool };
};

/** All, but peers that cannot run here: of those it says why. */
export const startGateways = async (bench: Bench, subjects: readonly Subject[]): Promise<readonly RunningGateway[]> => {
  const gateways: RunningGateway[] = [];
  for (const subject of subjects) {
    try {
      gateways.push(await start(bench, subject));
    } catch (error) {
      if (!subject.isPeer) throw error;
      bench.say(`${subject.name} is absent: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return gateways;
};

const start = async ({ core, folder, replayer, supergraph, profile, say, stops }: Bench, { name, path, isPeer, command }: Subject): Promise<RunningGateway> => {
  const own = join(folder, name);
  mkdirSync(own);
  const isProfiled = name === 'souk' && profile !== undefined;
  const port = await freePort();
  const started = command({ supergraph, subgraphs: replayer.url, folder: own, port, say, nodeFlags: isProfiled ? ['--cpu-prof', `--cpu-prof-dir=${own}`] : [] });
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections: CONNECTIONS, pipelining: 1 });
  stops.push(() => pool.destroy());
  if (isProfiled) stops.push(() => say(keepProfile(own, profile)));
  const isReady = async (): Promise<boolean> => {
    const answer = await pool.request({ method: 'POST', path, headers: { 'content-type': 'application/json' }, body: '{"query":"{ __typename }"}' }).catch(() => undefined);
    return (await answer?.body.text())?.includes('"__typename":"Query"') ?? false;
  };
  const { pid, stop } = await startProcess(started, core, isReady);
  stops.push(stop);
  say(`${name} is up`);
  return { name, path, isPeer, pid, pool };
};
