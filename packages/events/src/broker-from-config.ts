import { type Logger } from '@souk/telemetry';
import { type Broker } from './broker.js';
import { createEmbeddedBroker } from './embedded/embedded-broker.js';
import { createRabbitBroker } from './rabbit/rabbit-broker.js';

/** RabbitMQ where there is one; else a broker within this process. */
export const brokerFromConfig = ({ rabbitUrl }: { readonly rabbitUrl?: string | undefined }, logger: Logger): Broker =>
  rabbitUrl === undefined ? createEmbeddedBroker({ logger }) : createRabbitBroker({ url: rabbitUrl, logger });
