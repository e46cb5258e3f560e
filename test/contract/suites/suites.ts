import { type ContractSuite } from '../support/suite.js';
import * as abstractTypes from './abstract-types.js';
import * as directives from './directives.js';
import * as entities from './entities.js';
import * as interfaceObjects from './interface-objects.js';
import * as keys from './keys.js';
import * as operations from './operations.js';
import * as provides from './provides.js';
import * as requires from './requires.js';
import * as shared from './shared.js';

/** Every suite, in the order of reading. */
export const suites: readonly ContractSuite[] = [keys, requires, provides, shared, abstractTypes, interfaceObjects, operations, entities, directives].flatMap((file) => Object.values(file) as readonly ContractSuite[]);
