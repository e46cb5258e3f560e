import { brokerFromConfig, type Broker } from '@souk/events';
import { type Clock } from '@souk/kernel';
import { runService, startParts, type Service, type SubgraphConfig } from '@souk/service';
import { type Logger } from '@souk/telemetry';

/** What a service is given by whoever starts it, and does not close. */
export interface Surroundings {
  readonly broker: Broker;
  readonly logger: Logger;
  readonly clock?: Clock;
}

export interface RunSubgraphOptions<Config extends SubgraphConfig> {
  readonly name: string;
  load(): Config;
  create(config: Config, surroundings: Surroundings): Promise<Service>;
}

/** The life of a process that is one subgraph (see `runService`), with the broker that its settings name. */
export const runSubgraph = <Config extends SubgraphConfig>({ name, load, create }: RunSubgraphOptions<Config>): Promise<void> =>
  runService({
    name,
    load,
    start: (config, logger) => startParts(async (keep) => {
      const broker = brokerFromConfig(config, logger);
      keep(() => broker.close());
      const service = await create(config, { broker, logger });
      keep(() => service.stop());
      if (config.rabbitUrl === undefined) logger.warn('RABBITMQ_URL is not set: this process hears of nothing that happens in other services, and tells them nothing');
      return {};
    }),
  });
