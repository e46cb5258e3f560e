import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { compareFigures, flatten, readFigures, runImport, connect, type Figures } from '@souk/bin/import';
import { logIn } from '../support/client.js';
import { writeOlistFixture } from '../support/olist-fixture.js';
import { startTestPlatform, TEST_ADMIN, type TestPlatform } from '../support/test-platform.js';

const DATASETS = process.env['SOUK_DATASETS'] ?? resolve(__dirname, '../../../shared/data');

describe('importing Olist', () => {
  let platform: TestPlatform;
  let env: NodeJS.ProcessEnv;
  let folder: string;
  let made: string | undefined;
  let expected: Figures;

  beforeAll(async () => {
    platform = await startTestPlatform();
    const admin = await logIn(platform.url, TEST_ADMIN);
    env = { SOUK_URL: platform.url, SOUK_TOKEN: admin.token };
    folder = join(DATASETS, 'olist-sample');
    if (!existsSync(folder)) {
      folder = made = await mkdtemp(join(tmpdir(), 'souk-olist-'));
      await writeOlistFixture(folder);
    }
    expected = JSON.parse(await readFile(join(folder, 'EXPECTED.json'), 'utf8')) as Figures;
  }, 60_000);

  afterAll(async () => {
    if (made) await rm(made, { recursive: true, force: true });
    await platform?.stop();
  });

  const run = async (...argv: readonly string[]): Promise<{ readonly code: number; readonly out: string; readonly err: string }> => {
    const lines = { out: '', err: '' };
    const stream = (name: 'out' | 'err') => ({ isTTY: false, write: (text: string) => { lines[name] += text; return true; } }) as unknown as NodeJS.WriteStream;
    const code = await runImport({ argv, env, out: stream('out'), err: stream('err') });
    return { code, ...lines };
  };

  it('keeps every fact: the reports equal the independent totals', async () => {
    const { code, out, err } = await run('olist', folder, '--verify', join(folder, 'EXPECTED.json'));
    expect(err).toBe('');
    expect(out).toMatch(/\d+ figures compared with .*: all equal\./);
    expect(code).toBe(0);
  }, 120_000);

  it('changes nothing the second time', async () => {
    const { code, out } = await run('olist', folder);
    expect(out).toMatch(/: 0 facts new, [\d,]+ were there already\./);
    expect(code).toBe(0);
  }, 120_000);

  it('tells of any one figure that differs', async () => {
    const client = await connect(env);
    const found = await readFigures(client);
    await client.close();
    let altered = 0;
    for (const [path, value] of flatten(expected)) {
      if (/^referential|\.definition$/.test(path)) continue;
      const copy = structuredClone(expected) as Record<string, unknown>;
      const keys = path.split('.');
      const last = keys.pop() ?? '';
      const parent = keys.reduce<Record<string, unknown>>((node, key) => node[key] as Record<string, unknown>, copy);
      parent[last] = typeof value === 'number' ? value + 1 : `${String(value)}1`;
      expect(compareFigures(copy, found).differences).toEqual([expect.stringContaining(`${path}: expected`)]);
      altered += 1;
    }
    expect(altered).toBeGreaterThan(100);
  }, 60_000);

  it('ends with 1 and the figure’s name where one differs', async () => {
    const file = join(platform.dataDir, 'ALTERED.json');
    await writeFile(file, JSON.stringify({ ...expected, categories_sold: 1 }));
    const { code, err } = await run('olist', folder, '--verify', file);
    expect(code).toBe(1);
    expect(err).toMatch(/differs: categories_sold: expected 1, found \d+/);
  }, 120_000);

  it.each([
    ['a folder without the files', ['olist', tmpdir()], 1, /expected olist_.*\.csv or .*\.gz in .*, found neither/],
    ['an unknown source', ['amazon', tmpdir()], 2, /expected 'olist <folder>'/],
    ['an unknown option', ['olist', tmpdir(), '--force'], 2, /--force/],
  ])('says in one line what is wrong with %s', async (_name, argv, code, message) => {
    const outcome = await run(...argv);
    expect(outcome.code).toBe(code);
    expect(outcome.err.trim().split('\n')).toHaveLength(1);
    expect(outcome.err).toMatch(message);
  });
});
