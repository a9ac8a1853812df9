// The fences between the rooms. docs/architecture.md explains them in words.
const room = (name) => `^packages/${name}/`;
const deny = (name, from, to) => ({
  name,
  severity: 'error',
  from: { path: from },
  to: { path: to },
});
const test = '[.]test[.]tsx?$';
const engines =
  '^packages/tools/src/(logs|search|diagnosis|timeline|comparison|redaction|spark|shell|airflow|docs)/';

module.exports = {
  forbidden: [
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-runtime-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    deny('tools-is-the-floor', room('tools'), '^packages/(agent|plugins|server|cli|web)/'),
    {
      name: 'agent-looks-down',
      severity: 'error',
      from: { path: room('agent'), pathNot: test },
      to: { path: '^packages/(plugins|server|cli|web)/' },
    },
    deny('plugins-look-down', room('plugins'), '^packages/(server|cli|web)/'),
    {
      name: 'plugins-see-only-the-contract',
      severity: 'error',
      from: { path: room('plugins'), pathNot: test },
      to: { path: '^packages/agent/src/(?!plugin/)' },
    },
    {
      name: 'plugins-are-strangers',
      severity: 'error',
      from: { path: '^packages/plugins/src/([^/]+)/' },
      to: { path: '^packages/plugins/src/([^/]+)/', pathNot: '^packages/plugins/src/$1/' },
    },
    deny('server-looks-down', room('server'), '^packages/(cli|web)/'),
    {
      name: 'web-takes-only-types',
      severity: 'error',
      from: { path: '^packages/web/src/' },
      to: { path: '^packages/(?!web/)', dependencyTypesNot: ['type-only'] },
    },
    deny('contract-is-light', '^packages/agent/src/plugin/', '^packages/agent/src/(?!plugin/)'),
    {
      name: 'contract-npm-allowlist',
      severity: 'error',
      from: { path: '^packages/agent/src/plugin/', pathNot: test },
      to: { dependencyTypes: ['npm', 'npm-peer'], pathNot: 'node_modules/(zod|[.]pnpm/zod)' },
    },
    {
      name: 'engines-are-pure',
      severity: 'error',
      from: { path: engines, pathNot: test },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'engines-know-no-store',
      severity: 'error',
      from: { path: engines, pathNot: test },
      to: { path: '^packages/tools/src/(adapters|ingestion|ports)/' },
    },
    {
      name: 'archives-only-unpack',
      comment:
        'Bytes in, bytes out: of Node only zlib, streams and hashes, of the stores only the interfaces.',
      severity: 'error',
      from: { path: '^packages/tools/src/archives/', pathNot: test },
      to: {
        path: '^(?!(node:)?(zlib|stream|crypto|buffer)$|packages/tools/src/(archives|ports)/|packages/tools/src/errors[.]ts$|.*node_modules/)',
      },
    },
    {
      name: 'nobody-in-tools-knows-an-adapter',
      severity: 'error',
      from: { path: '^packages/tools/src/(?!adapters/)', pathNot: test },
      to: { path: '^packages/tools/src/adapters/' },
    },
    {
      name: 'only-compose-touches-adapters',
      severity: 'error',
      from: {
        path: '^packages/',
        // The host for tests of plugins has real stores in memory.
        pathNot: `(^packages/server/src/compose[.]ts|^packages/agent/src/testing/|^packages/tools/src/adapters/|${test})`,
      },
      to: { path: '^packages/tools/src/adapters/' },
    },
    {
      name: 'cli-starts-light',
      comment: 'sherpa --help must not load the server: it is imported when a command needs it.',
      severity: 'error',
      from: { path: '^packages/cli/src/', pathNot: test },
      to: {
        path: '^packages/(server/src/(?!client)|agent/src/(?!plugin/))',
        dependencyTypesNot: ['type-only', 'dynamic-import'],
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|node_modules)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.depcruise.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['datasherpa-source', 'import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs'],
    },
  },
};
