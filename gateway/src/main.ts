import { runService } from '@souk/service';
import { loadGatewayConfig } from './config.js';
import { createGateway } from './gateway.js';

await runService({ name: 'gateway', load: loadGatewayConfig, start: (config, logger) => createGateway({ ...config, logger }) });
