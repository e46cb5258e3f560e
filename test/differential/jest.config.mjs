import config from '../../jest.config.mjs';

const { globalSetup: _setup, globalTeardown: _teardown, displayName: _name, ...system } = config.projects.find(({ displayName }) => displayName === 'system');

/** The long run alone: no database, no other tests. */
export default { ...system, rootDir: '../..', testTimeout: 3_600_000, testMatch: ['<rootDir>/test/differential/differential.nightly.ts'] };
