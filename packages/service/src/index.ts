export { listen, type ListenOptions, type Listening } from './listen.js';
export { readSettings } from './read-settings.js';
export { runService, type ServiceOptions } from './run-service.js';
export {
  cacheConfig, cacheSettings, processConfig, processSettings, secret, subgraphConfig, subgraphSettings, wholeNumber,
  type CacheConfig, type ProcessConfig, type SubgraphConfig,
} from './settings.js';
export { startParts, type Service, type Stoppable } from './start-parts.js';
export { tracingConfig, tracingSettings } from './tracing-settings.js';
export { transactionConfig, transactionSettings, type ProtocolName, type TransactionConfig } from './transaction-settings.js';
export { httpUrl } from './url-of.js';
