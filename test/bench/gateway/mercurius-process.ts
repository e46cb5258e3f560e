import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { SUBGRAPHS, subgraphSdl } from './federation.js';

/** What is used of packages that only the peer's own folder, the working folder, has. */
interface Application {
  readonly register: (plugin: unknown, options: unknown) => void;
  readonly listen: (options: { readonly port: number; readonly host: string }) => Promise<unknown>;
}

const fromHere = createRequire(join(process.cwd(), 'package.json'));
const load = async (name: string): Promise<unknown> => ((await import(pathToFileURL(fromHere.resolve(name)).href)) as { readonly default: unknown }).default;

const { values: { subgraphs = '', port = '' } } = parseArgs({ options: { subgraphs: { type: 'string' }, port: { type: 'string' } } });
const application = ((await load('fastify')) as () => Application)();
application.register(await load('@mercuriusjs/gateway'), {
  jit: 1,
  gateway: {
    // It reads Federation 1 and composes for itself.
    services: SUBGRAPHS.map((name) => ({
      name,
      url: `${subgraphs}/${name}`,
      schema: subgraphSdl(name, 1),
      rewriteHeaders: ({ authorization }: { readonly authorization?: string }) => (authorization ? { authorization } : {}),
    })),
  },
});
await application.listen({ port: Number(port), host: '127.0.0.1' });
