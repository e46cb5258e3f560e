// Who may import whom. Each rule names the design decision it protects.
// Reading order inside a subgraph: resolvers|consumers|rpc -> commands|projections|sagas -> domain ; -> repositories -> entities
const layer = (names) => `^subgraphs/[^/]+/src/(${names})/`;
const TEST = ['\\.test\\.ts$', '/test/'];
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });
module.exports = {
  forbidden: [
    rule('no-circular', 'A cycle has no reading order; types of generated code may lead back.', {}, { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } }),
    rule('no-unresolvable', 'Broken import.', {}, { couldNotResolve: true, pathNot: '^@graphql-typed-document-node/core$' }),
    rule('subgraphs-are-islands', 'Subgraphs meet only through schema/ (GraphQL, events, rpc).',
      { path: '^subgraphs/([^/]+)/' }, { path: '^subgraphs/', pathNot: '^subgraphs/$1/' }),
    rule('gateway-knows-no-subgraph', 'The gateway reads the composed supergraph only.', { path: '^gateway/' }, { path: '^subgraphs/' }),
    rule('packages-know-no-service', 'Shared code never imports a service.', { path: '^packages/' }, { path: '^(subgraphs|gateway|test)/' }),
    rule('kernel-is-the-leaf', 'kernel imports nothing.', { path: '^packages/kernel/', pathNot: TEST }, { pathNot: '^packages/kernel/' }),
    rule('contracts-are-leaves', 'Contracts depend on zod only.', { path: '^schema/(events|rpc)/', pathNot: TEST }, { pathNot: ['^schema/(events|rpc)/', 'node_modules/(zod|@bufbuild)/'] }),
    rule('domain-is-pure', 'Domain: no I/O, no framework; itself and the kernel.',
      { path: layer('domain'), pathNot: TEST }, { pathNot: ['^subgraphs/[^/]+/src/domain/', '^packages/kernel/'] }),
    rule('use-cases-know-no-transport', 'One command serves a resolver, a consumer and an rpc alike.',
      { path: layer('commands|projections|sagas') }, { path: [layer('resolvers|consumers|rpc|loaders|generated'), 'node_modules/(graphql|@apollo)/'] }),
    rule('storage-is-the-bottom', 'Entities and repositories never look up.',
      { path: layer('entities|repositories'), pathNot: TEST }, { path: layer('resolvers|commands|projections|sagas|consumers|rpc|loaders|generated') }),
    rule('resolvers-see-entities-as-types', 'Rows reach resolvers through repositories or loaders.',
      { path: layer('resolvers|loaders'), pathNot: TEST }, { path: layer('entities'), dependencyTypesNot: ['type-only'] }),
    rule('typeorm-stays-in-storage', 'All SQL is in one greppable place.',
      { path: '^(subgraphs|gateway|packages)/', pathNot: [layer('entities|repositories'), '^subgraphs/[^/]+/migrations/', '^packages/(persistence|events|transactions|testing|embedded)/', ...TEST] }, { path: 'node_modules/(typeorm|pg)/' }),
    rule('ioredis-stays-in-cache', 'One place that talks to Redis.', { path: '^(subgraphs|gateway|packages)/', pathNot: ['^packages/(cache|testing)/', '^gateway/src/limits/', ...TEST] }, { path: 'node_modules/ioredis/' }),
    rule('only-tests-import-testing', 'Test helpers never ship.', { pathNot: [...TEST, '^test/', '^packages/testing/'] }, { path: '^packages/testing/' }),
    rule('nobody-imports-main', 'main.ts is the composition root.', {}, { path: '/src/main\\.ts$' }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' }, exclude: { path: '(^|/)dist/' }, tsPreCompilationDeps: true, tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['souk-source', 'import', 'node', 'types', 'default'] },
  },
};
