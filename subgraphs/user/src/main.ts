import { runSubgraph } from '@souk/subgraph';
import { loadUserConfig } from './config.js';
import { createUserService } from './service.js';

await runSubgraph({ name: 'user', load: loadUserConfig, create: createUserService });
