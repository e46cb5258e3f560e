import { ApolloGateway } from '@apollo/gateway';
import { type Logger } from '@souk/telemetry';
import { type SupergraphListener } from './supergraph-change.js';
import { SupergraphKeeper, type SupergraphKeeperOptions } from './supergraph-keeper.js';
import { type ServedSupergraph } from './supergraph.js';

/**
 * @apollo/gateway for the supergraph's life alone: it loads, updates and refuses. Reading, planning, authorisation and execution are Souk's.
 * `load()` rejects, with the reasons, where the first version cannot be served; `stop()` ends the planner, too.
 */
export class SoukApolloGateway extends ApolloGateway {
  readonly #keeper: SupergraphKeeper;

  constructor(options: SupergraphKeeperOptions) {
    const keeper = new SupergraphKeeper(options);
    // The keeper has validated what it hands over; a second time would only hold up requests.
    super({ supergraphSdl: keeper, logger: quiet(options.logger), validateSupergraph: false, buildService: () => NEVER_ASKED });
    this.#keeper = keeper;
  }

  /** The supergraph that answers new requests. A request stays on the version that it began with. */
  get served(): ServedSupergraph {
    return this.#keeper.served;
  }

  /** Tells of each later version, served or refused; returns what ends that. A listener must not throw. */
  onChange(listener: SupergraphListener): () => void {
    return this.#keeper.onChange(listener);
  }
}

const NEVER_ASKED = { process: () => Promise.reject(new Error('ApolloGateway fetches nothing here: fetches go through Souk\'s transports.')) };

/** ApolloGateway tells in several lines what Souk tells in one. */
const quiet = (logger: Logger) => ({
  debug: (message?: unknown) => logger.debug(String(message)),
  info: (message?: unknown) => logger.debug(String(message)),
  warn: (message?: unknown) => logger.warn(String(message)),
  error: (message?: unknown) => logger.error(String(message)),
});
