import { Router } from 'express';
import { type SubgraphTransport } from '../transport/transport.js';

export type SubgraphHealth = Pick<SubgraphTransport, 'subgraph' | 'isReady'>;

/**
 * `/health/live`: the process answers. `/health/ready`: it should get traffic.
 * A missing subgraph costs its fields and no more, so the gateway stays ready and says `degraded`, with which one is missing;
 * it is not ready only when it is stopping (before the supergraph is loaded it does not listen).
 */
export const healthRoutes = (subgraphs: () => readonly SubgraphHealth[], supergraphId: () => string, isStopping: () => boolean): Router => {
  const router = Router();
  router.get('/health/live', (_request, response) => { response.json({ status: 'live' }); });
  router.get('/health/ready', async (_request, response) => {
    const states = await Promise.all(subgraphs().map(async (subgraph) => [subgraph.subgraph, (await subgraph.isReady()) ? 'ready' : 'missing'] as const));
    const isDegraded = states.some(([, state]) => state === 'missing');
    const status = isStopping() ? 'stopping' : isDegraded ? 'degraded' : 'ready';
    response.status(status === 'stopping' ? 503 : 200).json({ status, supergraph: supergraphId(), subgraphs: Object.fromEntries(states) });
  });
  return router;
};
