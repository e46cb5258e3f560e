import { createEmbeddedBroker } from '../src/index.js';
import { describeBroker } from './broker-contract.js';

describeBroker('the embedded broker', async (logger) => createEmbeddedBroker({ logger }));
