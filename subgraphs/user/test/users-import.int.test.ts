import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createEmbeddedBroker } from '@souk/events';
import { queryIn } from '@souk/persistence';
import { silentLogger } from '@souk/telemetry';
import { waitFor } from '@souk/testing';
import { LOGIN, PASSWORD, openUserFixture, type Person, type UserFixture } from './user-fixture.js';

const IMPORT = 'mutation($input: UsersImportInput!) { usersImport(input: $input) { __typename ... on ImportSuccess { inserted unchanged } ... on ValidationError { issues { path rule } } } }';
const REPORT = 'query($source: String) { userReport(source: $source) { accountCount importedAccountCount accountsWithSeveralAddresses } }';

const sourceId = (name: string): string => createHash('md5').update(name).digest('hex');
const CITY = { city: 'sao paulo', region: 'SP', postalCode: '01310', countryCode: 'BR' };

describe('the import of people', () => {
  let user: UserFixture & { readonly databaseUrl: string };
  let admin: Person;
  beforeAll(async () => {
    user = await openUserFixture();
    admin = await user.staff('ADMIN');
  });
  afterAll(() => user.stop());
  const load = async (users: readonly object[], source = 'olist') => (await user.ask(IMPORT, { as: admin, input: { source, users } })).data?.['usersImport'];
  const report = async (source?: string) => (await user.ask(REPORT, { as: admin, variables: { source } })).data?.['userReport'];

  it('keeps people and their distinct addresses as given, once', async () => {
    const ana = { sourceId: sourceId('ana'), addresses: [CITY, { ...CITY }, { ...CITY, postalCode: '04001' }] };
    const ben = { sourceId: sourceId('ben'), addresses: [{ ...CITY, city: "d'oeste / 7, x@y", region: null }] };
    expect(await load([ana, ben])).toEqual({ __typename: 'ImportSuccess', inserted: 5, unchanged: 0 });
    expect(await load([ana, ben])).toEqual({ __typename: 'ImportSuccess', inserted: 0, unchanged: 5 });
    expect(await load([{ ...ana, addresses: [{ ...CITY, city: 'santos' }] }])).toEqual({ __typename: 'ImportSuccess', inserted: 1, unchanged: 1 });
    expect(await report('olist')).toEqual({ accountCount: 2, importedAccountCount: 2, accountsWithSeveralAddresses: 1 });
    expect(await report('elsewhere')).toEqual({ accountCount: 0, importedAccountCount: 0, accountsWithSeveralAddresses: 0 });
    expect(await report()).toEqual({ accountCount: 4, importedAccountCount: 2, accountsWithSeveralAddresses: 1 });

    const { data } = await user.ask('query($id: ID!) { user(id: $id) { displayName email roles sourceId addresses { recipient lines city region postalCode countryCode } } }', { as: admin, variables: { id: `usr_${ben.sourceId}` } });
    expect(data?.['user']).toEqual({ displayName: `Customer ${ben.sourceId.slice(0, 8)}`, email: null, roles: ['CUSTOMER'], sourceId: ben.sourceId, addresses: [{ recipient: null, lines: [], ...ben.addresses[0] }] });
    const [uuid] = [ben.sourceId.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')];
    const events = await user.eventsOf(`user-${uuid}`);
    expect(events).toMatchObject([{ type: 'UserImported', data: { userId: uuid, source: 'olist' }, meta: { imported: true } }, { type: 'AddressAdded', meta: { imported: true } }]);
    expect(JSON.stringify(events)).not.toContain('oeste');
    expect((await user.ask(LOGIN, { input: { email: '', password: PASSWORD } })).data?.['login']).toMatchObject({ code: 'INVALID_CREDENTIALS' });
  });

  it('takes 1,000 people in as many statements as one', async () => {
    const batch = (from: number, size: number) => Array.from({ length: size }, (_value, index) => ({ sourceId: sourceId(`person ${from + index}`), addresses: [{ ...CITY, postalCode: String(index) }] }));
    const statementsOf = async (users: readonly object[]): Promise<number> => {
      const before = await user.statements();
      expect(await load(users)).toMatchObject({ inserted: users.length * 2 });
      return (await user.statements()) - before;
    };
    const one = await statementsOf(batch(10_000, 1));
    expect(await statementsOf(batch(0, 1_000))).toBe(one);
  });

  it('loads one batch that comes four times at once only once', async () => {
    const users = Array.from({ length: 300 }, (_value, index) => ({ sourceId: sourceId(`twin ${index}`), addresses: [CITY] }));
    const outcomes = await Promise.all([users, [...users].reverse(), users, [...users].reverse()].map((batch) => load(batch)));
    expect(outcomes.reduce((sum, outcome) => sum + Number(outcome?.['inserted']), 0)).toBe(600);
    expect(outcomes.reduce((sum, outcome) => sum + Number(outcome?.['unchanged']), 0)).toBe(1_800);
  });

  it('leaves accounts of another source alone', async () => {
    const cy = { sourceId: sourceId('cy'), addresses: [CITY] };
    await load([cy]);
    expect(await load([{ ...cy, addresses: [{ ...CITY, city: 'x' }] }], 'other')).toEqual({ __typename: 'ImportSuccess', inserted: 0, unchanged: 2 });
  });

  it('refuses a batch that breaks a rule, all of it', async () => {
    const dana = { sourceId: sourceId('dana'), addresses: [] };
    expect(await load([dana, { sourceId: 'ABC', addresses: [{ ...CITY, city: 'x'.repeat(201) }] }])).toMatchObject({ __typename: 'ValidationError', issues: [{ path: ['users', '1', 'sourceId'] }, { path: ['users', '1', 'addresses', '0', 'city'] }] });
    expect(await load([dana, dana])).toEqual({ __typename: 'ValidationError', issues: [{ path: ['users', '0', 'sourceId'], rule: 'duplicate' }] });
    expect(await load(Array.from({ length: 1_001 }, (_value, index) => ({ sourceId: sourceId(String(index)), addresses: [] })))).toMatchObject({ issues: [{ path: ['users'], rule: 'too_big' }] });
    expect((await user.ask('query($id: ID!) { user(id: $id) { id } }', { as: admin, variables: { id: `usr_${dana.sourceId}` } })).data).toEqual({ user: null });
  });

  it('is for administrators', async () => {
    expect(await user.ask(IMPORT, { as: await user.staff('OPERATIONS'), input: { source: 'olist', users: [] } })).toMatchObject({ data: { usersImport: null }, errors: [{ extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } }] });
  });

  it('is seen by another process at once, also where that had asked for the person before', async () => {
    const other = await openUserFixture({ databaseUrl: user.databaseUrl, broker: createEmbeddedBroker({ logger: silentLogger }) });
    const id = sourceId('newcomer');
    const nameIn = async (process: UserFixture) => (await process.ask('query($r: [_Any!]!) { _entities(representations: $r) { ... on User { displayName } } }', { variables: { r: [{ __typename: 'User', id: `usr_${id}` }] } })).data?.['_entities'];
    expect(await nameIn(other)).toEqual([null]);
    expect(await nameIn(user)).toEqual([null]);
    await user.database.transaction(async (tx) => {
      await queryIn(tx, 'SELECT pg_current_xact_id()'); // an older transaction holds up the feed, so that only the writer can know
      await load([{ sourceId: id, addresses: [] }]);
      expect(await nameIn(user)).toEqual([{ displayName: `Customer ${id.slice(0, 8)}` }]);
      expect(await nameIn(other)).toEqual([null]);
    });
    await waitFor(async () => JSON.stringify(await nameIn(other)).includes('Customer'), { timeoutMs: 1_000 });
    await other.stop();
  });
});
