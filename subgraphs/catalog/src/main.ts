import { runSubgraph } from '@souk/subgraph';
import { loadCatalogConfig } from './config.js';
import { createCatalogService } from './service.js';

await runSubgraph({ name: 'catalog', load: loadCatalogConfig, create: createCatalogService });
