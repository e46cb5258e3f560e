import { createEmbeddedBroker } from '../src/index.js';
import { describeBroker } from './broker-contract.js';
import { type CreateBroker } from './broker-fixture.js';
import { describeDeadLetters } from './dead-letter-contract.js';

const createBroker: CreateBroker = async (logger) => createEmbeddedBroker({ logger });

describeBroker('the embedded broker', createBroker);
describeDeadLetters('the embedded broker', { createBroker, isLong: process.env['SOUK_LONG_TESTS'] === 'true' });
