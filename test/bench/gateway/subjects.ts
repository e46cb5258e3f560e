import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SUBGRAPHS, subgraphSdl } from './federation.js';
import { installPeer } from './peers-folder.js';

/** How a gateway is started. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** What a gateway is given to work with. */
interface Surroundings {
  /** File of the composed supergraph, Federation 2. */
  readonly supergraph: string;
  /** URL under which the subgraphs are, each at /<name>. */
  readonly subgraphs: string;
  /** A folder of its own, empty. */
  readonly folder: string;
  readonly port: number;
  readonly say: (line: string) => void;
  /** Flags for Node, before its own. */
  readonly nodeFlags: readonly string[];
}

export interface Subject {
  readonly name: string;
  readonly path: string;
  readonly isPeer: boolean;
  /** Installs what is missing; throws with the reason where this cannot run here. */
  readonly command: (surroundings: Surroundings) => Command;
}

const root = fileURLToPath(new URL('../../../../', import.meta.url));

const HIVE = { '@graphql-hive/gateway': '2.15.1', '@graphql-hive/router-runtime': '1.4.23', graphql: '16.15.0' };
/** The printer of graphql 16.15 refuses the documents that it makes. */
const MERCURIUS = { '@mercuriusjs/gateway': '5.2.0', mercurius: '16.10.1', fastify: '5.12.8', graphql: '16.12.0' };
const GRAFBASE_VERSION = '0.103.0';

const souk: Subject = {
  name: 'souk',
  path: '/graphql',
  isPeer: false,
  command: ({ supergraph, port, nodeFlags }) => ({ program: process.execPath, args: [...gatewayFlags(), ...nodeFlags, join(root, 'gateway', 'dist', 'cli.js'), '--supergraph', supergraph, '--port', String(port), '--forward-header', 'authorization'] }),
};

/** The flags for Node that `npm run gateway` has. */
const gatewayFlags = (): readonly string[] => {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly scripts: Readonly<Record<string, string>> };
  const words = scripts.gateway?.split(' ') ?? [];
  const file = words.indexOf('gateway/dist/cli.js');
  if (file < 0 || !existsSync(join(root, 'gateway', 'dist', 'cli.js'))) throw new Error('expected a script "gateway" that starts gateway/dist/cli.js, found none');
  return words.slice(words.indexOf('node') + 1, file);
};

const apollo: Subject = {
  name: 'apollo-gateway',
  path: '/',
  isPeer: false,
  command: ({ supergraph, port }) => ({ program: process.execPath, args: [fileURLToPath(new URL('./apollo-process.js', import.meta.url)), '--supergraph', supergraph, '--port', String(port)], env: { APOLLO_TELEMETRY_DISABLED: 'true' } }),
};

const hive = (name: string, flags: readonly string[]): Subject => ({
  name,
  path: '/graphql',
  isPeer: true,
  command: ({ supergraph, port, folder, say }) => ({
    program: process.execPath,
    args: [join(installPeer('hive-gateway', HIVE, say), 'node_modules', '@graphql-hive', 'gateway', 'dist', 'bin.js'), 'supergraph', supergraph, '--host', '127.0.0.1', '--port', String(port), '--config-path', fileURLToPath(new URL('./hive-config.js', import.meta.url)), ...flags],
    cwd: folder,
  }),
});

const mercurius: Subject = {
  name: 'mercurius',
  path: '/graphql',
  isPeer: true,
  command: ({ subgraphs, port, say }) => ({ program: process.execPath, args: [fileURLToPath(new URL('./mercurius-process.js', import.meta.url)), '--subgraphs', subgraphs, '--port', String(port)], cwd: installPeer('mercurius', MERCURIUS, say) }),
};

const grafbase: Subject = {
  name: 'grafbase',
  path: '/graphql',
  isPeer: true,
  command: ({ subgraphs, port, folder, say }) => {
    const platform = GRAFBASE_PLATFORMS[`${process.platform}-${process.arch}`];
    if (!platform) throw new Error(`npm has no grafbase of version ${GRAFBASE_VERSION} for ${process.platform}-${process.arch}`);
    const installed = installPeer('grafbase', { [`@grafbase/cli-${platform}`]: GRAFBASE_VERSION }, say);
    for (const name of SUBGRAPHS) writeFileSync(join(folder, `${name}.graphql`), subgraphSdl(name));
    writeFileSync(join(folder, 'grafbase.toml'), ['[[headers]]\nrule = "forward"\nname = "authorization"', ...SUBGRAPHS.map((name) => `[subgraphs.${name}]\nurl = "${subgraphs}/${name}"\nschema_path = "${name}.graphql"`)].join('\n\n'));
    mkdirSync(join(folder, 'home'));
    return { program: join(installed, 'node_modules', '@grafbase', `cli-${platform}`, 'grafbase'), args: ['--home', join(folder, 'home'), 'dev', '--listen-address', `127.0.0.1:${port}`], cwd: folder, env: { HOME: join(folder, 'home') } };
  },
};

/** Platforms that have a binary of that version. */
const GRAFBASE_PLATFORMS: Readonly<Record<string, string>> = { 'linux-x64': 'x86_64-unknown-linux-musl' };

/** Hive's Rust planner brings an executor of its own; with --jit beside it every answer is null. */
export const GATEWAYS: readonly Subject[] = [souk, apollo, hive('hive-gateway', ['--jit']), hive('hive-gateway-rust', ['--hive-router-runtime']), mercurius, grafbase];
