import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { benchPlatform } from './platform.js';
import { markdownTable, type Row } from './rows.js';

interface Suite {
  readonly what: string;
  /** Whether it can be run beside other products. */
  readonly hasPeers: boolean;
  readonly run: (options: { readonly peers: boolean; readonly say: (line: string) => void }) => Promise<readonly Row[]>;
}

const SUITES: Readonly<Record<string, Suite>> = {
  platform: { what: 'the named operations of schema/operations, end to end over the demo shop', hasPeers: false, run: benchPlatform },
};

const HELP = `npm run bench -- <suite> [--peers] [--json FILE]

Suites
${Object.entries(SUITES).map(([name, { what }]) => `  ${name.padEnd(12)} ${what}`).join('\n')}

  --peers      also run the suite's peers, installed on demand
  --json FILE  also write the rows {suite, scenario, subject, metric, value, unit} there
  --help       this text`;

const { values, positionals } = parseArgs({ allowPositionals: true, options: { peers: { type: 'boolean', default: false }, json: { type: 'string' }, help: { type: 'boolean', short: 'h' } } });
const [name = ''] = positionals;
const suite = SUITES[name];

if (values.help) console.log(HELP);
else if (!suite || positionals.length !== 1) {
  console.error(`bench: expected one of ${Object.keys(SUITES).join(', ')}, got '${positionals.join(' ')}'\n\n${HELP}`);
  process.exitCode = 2;
} else {
  if (values.peers && !suite.hasPeers) console.error(`bench: the suite ${name} has no peers; it runs alone.`);
  const rows = await suite.run({ peers: values.peers, say: (line) => console.error(line) });
  console.log(markdownTable(rows));
  if (values.json) await writeFile(values.json, `${JSON.stringify(rows, null, 1)}\n`);
}
