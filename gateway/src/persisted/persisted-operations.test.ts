import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { GraphQLError, parse, print, stripIgnoredCharacters } from 'graphql';
import { systemClock } from '@souk/kernel';
import { silentLogger } from '@souk/telemetry';
import { readAllowList, sha256Of } from './allow-list.js';
import { PersistedCode, persistedStatusOf } from './persisted-code.js';
import { createPersistedOperations, type OperationParams, type PersistedOperations } from './persisted-operations.js';

const TEXT = '{ products { nodes { id } } }';
const hashed = (sha256Hash: unknown, version: unknown = 1): Pick<OperationParams, 'extensions'> => ({ extensions: { persistedQuery: { version, sha256Hash } } });
const by = (operations: PersistedOperations) => async (params: OperationParams) => {
  const resolved = await operations.resolve(params);
  return resolved instanceof GraphQLError ? [persistedStatusOf(resolved), resolved.extensions['code'], resolved.message] : resolved;
};
const settings = { clock: systemClock, logger: silentLogger };
const NOT_FOUND = [200, 'PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound'];
const REQUIRED = [400, PersistedCode.required, expect.any(String)];

describe('automatic persisted queries', () => {
  const resolve = by(createPersistedOperations(settings));

  it('are asked for once, and known from then on', async () => {
    expect(await resolve(hashed(sha256Of(TEXT)))).toEqual(NOT_FOUND);
    expect(await resolve({ query: TEXT, ...hashed(sha256Of(TEXT)) })).toBe(TEXT);
    expect(await resolve(hashed(sha256Of(TEXT)))).toBe(TEXT);
  });

  it('do not take a text under a hash that is not its own', async () => {
    const other = sha256Of('{ other }');
    expect(await resolve({ query: '{ fake }', ...hashed(other) })).toEqual([400, 'BAD_REQUEST', 'provided sha does not match query']);
    expect(await resolve(hashed(other))).toEqual(NOT_FOUND);
  });

  it.each([[sha256Of(TEXT), 2], [sha256Of(TEXT), '1'], [undefined, 1], [12, 1], ['', 1], [`${sha256Of(TEXT)} `, 1], ['__proto__', 1]])('know one version of the protocol, and hashes: not %p in version %p', async (hash, version) => {
    expect(await resolve(hashed(hash, version))).toEqual([200, 'PERSISTED_QUERY_NOT_SUPPORTED', 'PersistedQueryNotSupported']);
  });

  it('leave texts without a hash alone, and nothing is nothing', async () => {
    expect(createPersistedOperations(settings).resolve({ query: TEXT })).toBe(TEXT);
    expect(await resolve({ query: TEXT, extensions: { persistedQuery: null } })).toBe(TEXT);
    for (const nothing of [{}, { query: '' }, { operationName: 'A' }]) expect(await resolve(nothing)).toEqual([400, 'BAD_REQUEST', expect.any(String)]);
  });

  it('forget the oldest when there are too many characters, and do not keep what is longer than a document may be', async () => {
    const text = (index: number): string => `{ a${index} } #${'x'.repeat(60_000)}`;
    for (let index = 0; index < 300; index += 1) await resolve({ query: text(index), ...hashed(sha256Of(text(index))) });
    expect(await resolve(hashed(sha256Of(text(0))))).toEqual(NOT_FOUND);
    expect(await resolve(hashed(sha256Of(text(299))))).toBe(text(299));
    const long = `{ a } #${'x'.repeat(70_000)}`;
    expect(await resolve({ query: long, ...hashed(sha256Of(long)) })).toBe(long);
    expect(await resolve(hashed(sha256Of(long)))).toEqual(NOT_FOUND);
  });
});

describe('an allow-list', () => {
  const folder = mkdtempSync(join(tmpdir(), 'souk-allow-list-'));
  const listed = '# A page.\nquery Page($first: Int = 3) {\n  products(first: $first) { nodes { id, name } }\n}\n';
  writeFileSync(join(folder, 'page.graphql'), listed);
  writeFileSync(join(folder, 'ignored.txt'), 'not a document');
  const allowed = async () => by(createPersistedOperations({ ...settings, allowList: await readAllowList(folder) }));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('runs its operations by their text, however it is spaced', async () => {
    const resolve = await allowed();
    for (const query of [listed, listed.trim(), print(parse(listed)), stripIgnoredCharacters(listed), print(parse(listed)).replaceAll(' ', '\n\t, ')]) expect(await resolve({ query })).toBe(listed);
  });

  it('runs them by a hash of it, and by name', async () => {
    const resolve = await allowed();
    for (const text of [listed, listed.trim(), print(parse(listed)), stripIgnoredCharacters(listed)]) {
      expect(await resolve(hashed(sha256Of(text)))).toBe(listed);
      expect(await resolve({ query: text, ...hashed(sha256Of(text)) })).toBe(listed);
    }
    expect(await resolve({ operationName: 'Page' })).toBe(listed);
  });

  it('runs nothing else, and learns nothing', async () => {
    const resolve = await allowed();
    expect(await resolve({ query: TEXT })).toEqual(REQUIRED);
    expect(await resolve({ query: TEXT, operationName: 'Page' })).toEqual(REQUIRED);
    expect(await resolve({ query: TEXT, ...hashed(sha256Of(TEXT)) })).toEqual(REQUIRED);
    expect(await resolve(hashed(sha256Of(TEXT)))).toEqual(REQUIRED);
    expect(await resolve({ operationName: 'Other' })).toEqual(REQUIRED);
    expect(await resolve({ query: listed.replace('$first: Int = 3', '$first: Int = 4') })).toEqual(REQUIRED);
    expect(await resolve({ query: `${listed} "`, operationName: 'Page' })).toEqual(REQUIRED);
    expect(await resolve({ query: ' '.repeat(5_000) + listed })).toEqual(REQUIRED);
    expect(await resolve({ query: listed, ...hashed(sha256Of(TEXT)) })).toEqual([400, 'BAD_REQUEST', 'provided sha does not match query']);
    expect(await resolve({})).toEqual([400, 'BAD_REQUEST', expect.any(String)]);
  });

  it('lists all operations of the shop', async () => {
    expect((await readAllowList(`${__dirname}/../../../schema/operations`)).operations).toBeGreaterThanOrEqual(15);
  });

  it.each([
    ['is not a document', 'query {'], ['has an operation without a name', '{ a }'], ['repeats a name', 'query Page { a }'], ['is too long', `query Long { a } #${'x'.repeat(300_000)}`],
  ])('is refused with the name of the file that %s', async (_, text) => {
    const file = join(folder, 'wrong.graphql');
    writeFileSync(file, text);
    await expect(readAllowList(folder)).rejects.toThrow(file);
    rmSync(file);
  });

  it('is refused where the folder lists nothing', async () => {
    await expect(readAllowList(__dirname)).rejects.toThrow('.graphql files');
  });
});
