import { runSubgraph } from '@souk/subgraph';
import { loadLogisticsConfig } from './config.js';
import { createLogisticsService } from './service.js';

await runSubgraph({ name: 'logistics', load: loadLogisticsConfig, create: createLogisticsService });
