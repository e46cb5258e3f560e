import { parseKeySet, parseSigningKey } from '@souk/auth';
import { createGateway } from '@souk/gateway';
import { createLogger } from '@souk/telemetry';
import { answerMessages } from './subscriptions-process.js';

export type GatewayMessage =
  | { readonly kind: 'start'; readonly sdl: string; readonly subgraphs: Readonly<Record<string, string>>; readonly signingKey: string; readonly jwks: string }
  /** What it uses after garbage was collected (the process is started with --expose-gc), in bytes. */
  | { readonly kind: 'memory' }
  | { readonly kind: 'cpu' };

declare const gc: () => void;

/** The gateway under test, with a door for the benchmark that the product does not have. */
const start = async ({ sdl, subgraphs, signingKey, jwks }: Extract<GatewayMessage, { kind: 'start' }>): Promise<{ readonly url: string }> => {
  const { url } = await createGateway({
    host: '127.0.0.1', port: 0, supergraph: { sdl }, subgraphs, signingKey: await parseSigningKey(signingKey), keys: parseKeySet(jwks),
    introspection: false, logger: createLogger({ name: 'gateway', level: 'error' }),
  });
  return { url };
};

answerMessages(async (message: GatewayMessage) => {
  if (message.kind === 'start') return start(message);
  if (message.kind === 'cpu') return process.cpuUsage();
  for (let round = 0; round < 3; round += 1) {
    gc();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return process.memoryUsage();
});
