import { type SupergraphManager } from '@apollo/gateway';
import { type Logger } from '@souk/telemetry';
import { type AddressOf } from './subgraph-urls.js';
import { type SupergraphChange, type SupergraphListener } from './supergraph-change.js';
import { buildSupergraph, serveSupergraph, supergraphIdOf, type OperationsOf, type ServedSupergraph } from './supergraph.js';
import { type SupergraphSource } from './supergraph-source.js';
import { type WarmUpReport } from './warm-up.js';

export interface SupergraphKeeperOptions {
  readonly source: SupergraphSource;
  readonly addressOf: AddressOf;
  readonly operationsOf: OperationsOf;
  readonly logger: Logger;
  /** Prepares on `to` what is asked of `from`, before `to` is served. Never rejects. */
  warm(from: ServedSupergraph, to: ServedSupergraph): Promise<WarmUpReport>;
}

type Hooks = Parameters<SupergraphManager['initialize']>[0];

/**
 * Makes each version of the supergraph ready before ApolloGateway gets it: read, built, its planner started, the most used operations prepared.
 * A version that fails on that way is refused whole, and the old one answers on.
 */
export class SupergraphKeeper implements SupergraphManager {
  readonly #listeners = new Set<SupergraphListener>();
  #served: ServedSupergraph | undefined;
  #isStopped = false;

  constructor(private readonly options: SupergraphKeeperOptions) {}

  get served(): ServedSupergraph {
    if (this.#served === undefined) throw new Error('The gateway has no supergraph yet: load() comes first.');
    return this.#served;
  }

  onChange(listener: SupergraphListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async initialize({ update }: Hooks): ReturnType<SupergraphManager['initialize']> {
    const { source, logger } = this.options;
    const first = this.#serve(await source.read());
    this.#served = first;
    // One version at a time: the source waits for the end of a change before it looks for the next.
    const stopWatching = source.watch((sdl) => this.#change(sdl, update), (error) => {
      logger.error({ err: error, serving: this.#served?.id }, `supergraph cannot be read, the old one stays: ${reasonsOf(error)}`);
      this.#tell({ kind: 'refused', reasons: reasonsOf(error), error });
    });
    return { supergraphSdl: first.sdl, cleanup: async () => {
      this.#isStopped = true;
      stopWatching();
      await this.#served?.planner.close();
    } };
  }

  #serve(sdl: string): ServedSupergraph {
    const { addressOf, operationsOf, logger } = this.options;
    return serveSupergraph(buildSupergraph(sdl, addressOf), operationsOf, logger);
  }

  async #change(sdl: string, update: Hooks['update']): Promise<void> {
    const { warm, logger } = this.options;
    const previous = this.served;
    if (supergraphIdOf(sdl) === previous.id) return;
    let next: ServedSupergraph | undefined;
    try {
      next = this.#serve(sdl);
      await next.planner.ready();
      const warmed = await warm(previous, next);
      if (this.#isStopped) return await next.planner.close();
      update(next.sdl); // in one go with what follows: no request sees the one without the other
      this.#served = next;
      previous.planner.retire();
      logger.info({ supergraph: next.id, ...warmed }, 'supergraph loaded');
      this.#tell({ kind: 'loaded', supergraph: next, previous });
    } catch (error) {
      await next?.planner.close();
      if (this.#isStopped) return;
      logger.error({ err: error, serving: previous.id }, `supergraph refused, the old one stays: ${reasonsOf(error)}`);
      this.#tell({ kind: 'refused', reasons: reasonsOf(error), error });
    }
  }

  #tell(change: SupergraphChange): void {
    for (const listener of this.#listeners) listener(change);
  }
}

const reasonsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
