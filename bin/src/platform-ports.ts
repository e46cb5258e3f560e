import { createServer } from 'node:net';
import { PORT_OFFSETS, type PlatformConfig } from './config.js';

/** Where each part listens. */
export type PlatformPorts = Readonly<Record<keyof typeof PORT_OFFSETS, number>>;

/** PORT and those above it, or, for port 0, free ones. */
export const platformPorts = async ({ port }: Pick<PlatformConfig, 'port'>): Promise<PlatformPorts> => {
  const entries = Object.entries(PORT_OFFSETS);
  const free = port === 0 ? await freePorts(entries.length) : [];
  return Object.fromEntries(entries.map(([name, offset], index) => [name, free[index] ?? port + offset])) as PlatformPorts;
};

/** Ports that nobody has at this moment, all different. */
export const freePorts = async (count: number): Promise<readonly number[]> => {
  const probes = await Promise.all(Array.from({ length: count }, listenAnywhere));
  return Promise.all(probes.map(({ port, close }) => close().then(() => port)));
};

const listenAnywhere = (): Promise<{ readonly port: number; close(): Promise<void> }> =>
  new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject).listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      resolve({ port, close: () => new Promise((closed) => probe.close(() => closed())) });
    });
  });

const EVERYWHERE = ['0.0.0.0', '::'];

/** Base URL of what listens there, as this machine reaches it. */
export const urlOf = (host: string, port: number): string => {
  if (EVERYWHERE.includes(host)) return `http://127.0.0.1:${port}`;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
};
