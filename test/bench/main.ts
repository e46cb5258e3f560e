import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { ATTACK_FLAGS, benchAttack } from './attack.js';
import { benchCheckout, CHECKOUT_FLAGS } from './checkout/checkout.js';
import { benchEvents, EVENTS_FLAGS } from './events/events.js';
import { benchGateway, GATEWAY_FLAGS } from './gateway/gateway.js';
import { benchPlatform } from './platform.js';
import { markdownTable, type Row } from './rows.js';
import { benchSubscriptions } from './subscriptions.js';

interface Suite {
  readonly what: string;
  /** Whether it can be run beside other products. */
  readonly hasPeers: boolean;
  /** Its own flags, each with a value: name → what the help says. */
  readonly flags?: Readonly<Record<string, string>>;
  readonly run: (options: { readonly peers: boolean; readonly say: (line: string) => void; readonly flags: Readonly<Record<string, string>> }) => Promise<readonly Row[]>;
}

const SUITES: Readonly<Record<string, Suite>> = {
  attack: { what: 'normal traffic beside a thousand clients that send what no gateway should run', hasPeers: false, flags: ATTACK_FLAGS, run: benchAttack },
  checkout: { what: 'checkouts by each protocol, beside one transaction of one database that does the same', hasPeers: false, flags: CHECKOUT_FLAGS, run: benchCheckout },
  events: { what: 'the event log: appends, replay and rebuild, beside what PostgreSQL delivers', hasPeers: false, flags: EVENTS_FLAGS, run: benchEvents },
  gateway: { what: 'the gateway alone over recorded subgraphs, beside @apollo/gateway', hasPeers: true, flags: GATEWAY_FLAGS, run: benchGateway },
  platform: { what: 'the named operations of schema/operations, end to end over the demo shop', hasPeers: false, run: benchPlatform },
  subscriptions: { what: 'sockets by the ten thousand, beside a bare ws server', hasPeers: false, run: benchSubscriptions },
};

const HELP = `npm run bench -- <suite> [--peers] [--json FILE]

Suites
${Object.entries(SUITES).map(([name, { what }]) => `  ${name.padEnd(12)} ${what}`).join('\n')}

  --peers      also run the suite's peers, installed on demand
  --json FILE  also write the rows {suite, scenario, subject, metric, value, unit} there
  --help       this text
${Object.entries(SUITES).flatMap(([name, { flags = {} }]) => Object.entries(flags).map(([flag, what]) => `  ${name}: --${flag} ${what}`)).join('\n')}`;

const OPTIONS = { peers: { type: 'boolean', default: false }, json: { type: 'string' }, help: { type: 'boolean', short: 'h' } } as const;
// The suite's name says which flags there are, so it is read first.
const [name = ''] = parseArgs({ allowPositionals: true, strict: false, options: OPTIONS }).positionals;
const suite = SUITES[name];
const { values, positionals } = parseArgs({ allowPositionals: true, options: { ...Object.fromEntries(Object.keys(suite?.flags ?? {}).map((flag) => [flag, { type: 'string' as const }])), ...OPTIONS } });
const { peers, json, help, ...flags } = values;

if (help) console.log(HELP);
else if (!suite || positionals.length !== 1) {
  console.error(`bench: expected one of ${Object.keys(SUITES).join(', ')}, got '${positionals.join(' ')}'\n\n${HELP}`);
  process.exitCode = 2;
} else {
  if (peers && !suite.hasPeers) console.error(`bench: the suite ${name} has no peers; it runs alone.`);
  const rows = await suite.run({ peers, say: (line) => console.error(line), flags });
  console.log(markdownTable(rows));
  if (json) await writeFile(json, `${JSON.stringify(rows, null, 1)}\n`);
}
