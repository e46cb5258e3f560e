import { runSubgraph } from '@souk/subgraph';
import { loadOrderConfig } from './config.js';
import { createOrderService } from './service.js';

await runSubgraph({ name: 'order', load: loadOrderConfig, create: createOrderService });
