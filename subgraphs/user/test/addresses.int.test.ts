import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { queryIn } from '@souk/persistence';
import { waitFor } from '@souk/testing';
import { openUserFixture, type Answer, type Person, type UserFixture } from './user-fixture.js';

const ADDRESS = { recipient: 'Ana Souza', lines: ['Rua das Flores 7', 'ap. 12'], city: 'São Paulo', region: 'SP', postalCode: '01310-100', countryCode: 'BR' };
const FIELDS = 'id recipient lines city region postalCode countryCode';
const CREATE = `mutation($input: AddressCreateInput!) { result: addressCreate(input: $input) { __typename ... on AddressCreateSuccess { address { ${FIELDS} } } ... on ValidationError { issues { path rule } } } }`;
const UPDATE = `mutation($input: AddressUpdateInput!) { result: addressUpdate(input: $input) { __typename ... on AddressUpdateSuccess { address { ${FIELDS} } } ... on NotFoundError { entityId } } }`;
const DELETE = 'mutation($input: AddressDeleteInput!) { result: addressDelete(input: $input) { __typename ... on AddressDeleteSuccess { deletedAddressId } ... on NotFoundError { entityId } } }';

const result = ({ data }: Answer): Record<string, unknown> => data?.['result'] ?? {};

describe('the address book', () => {
  let user: UserFixture;
  let ana: Person;
  let ben: Person;
  beforeAll(async () => {
    user = await openUserFixture();
    [ana, ben] = [await user.register(), await user.register()];
  });
  afterAll(() => user.stop());
  const create = async (as: Person, address: object = ADDRESS) => result(await user.ask(CREATE, { as, input: { address } }));
  const bookOf = async (as: Person) => (await user.ask(`{ viewer { addresses { ${FIELDS} } } }`, { as })).data?.['viewer']?.['addresses'] as { readonly id: string }[];

  it('takes an address, shows it to its owner, changes it and lets it go', async () => {
    const { address } = (await create(ana)) as { address: { id: string } };
    expect(address).toEqual({ id: expect.stringMatching(/^adr_[0-9a-f]{32}$/), ...ADDRESS });
    expect(await bookOf(ana)).toEqual([address]);
    const moved = { ...ADDRESS, city: 'Rio de Janeiro', region: null };
    expect(result(await user.ask(UPDATE, { as: ana, input: { id: address.id, address: moved } }))).toEqual({ __typename: 'AddressUpdateSuccess', address: { id: address.id, ...moved } });
    expect(result(await user.ask(DELETE, { as: ana, input: { id: address.id } }))).toEqual({ __typename: 'AddressDeleteSuccess', deletedAddressId: address.id });
    expect(result(await user.ask(DELETE, { as: ana, input: { id: address.id } }))).toEqual({ __typename: 'NotFoundError', entityId: address.id });
    expect(await bookOf(ana)).toEqual([]);
    const events = (await user.eventsOf(`user-${ana.claims.userId}`)).slice(2);
    expect(events.map(({ type }) => type)).toEqual(['AddressAdded', 'AddressChanged', 'AddressRemoved']);
    expect(JSON.stringify(events)).not.toMatch(/Souza|Flores|Paulo|Janeiro/);
  });

  it('shows the newest first', async () => {
    for (const city of ['Recife', 'Belém', 'Natal']) await create(ben, { ...ADDRESS, city });
    expect(await bookOf(ben)).toMatchObject([{ city: 'Natal' }, { city: 'Belém' }, { city: 'Recife' }]);
  });

  it("of somebody else answers as one that does not exist", async () => {
    const { address } = (await create(ana)) as { address: { id: string } };
    for (const id of [address.id, 'adr_00000000000000000000000000000000', 'nonsense']) {
      expect(result(await user.ask(UPDATE, { as: ben, input: { id, address: ADDRESS } }))).toEqual({ __typename: 'NotFoundError', entityId: id });
      expect(result(await user.ask(DELETE, { as: ben, input: { id } }))).toEqual({ __typename: 'NotFoundError', entityId: id });
    }
    const entity = (as: Person) => user.ask(`query($r: [_Any!]!) { _entities(representations: $r) { ... on Address { ${FIELDS} } } }`, { as, variables: { r: [{ __typename: 'Address', id: address.id }] } });
    expect((await entity(ben)).data?.['_entities']).toEqual([null]);
    expect((await entity(ana)).data?.['_entities']).toEqual([address]);
  });

  it('names what is wrong, and keeps nothing of it', async () => {
    const before = await bookOf(ana);
    const broken = { recipient: ' ', lines: [], city: '', region: 'x'.repeat(101), postalCode: 'x'.repeat(17), countryCode: 'ZZ' };
    expect(await create(ana, broken)).toMatchObject({ __typename: 'ValidationError', issues: ['recipient', 'lines', 'city', 'region', 'postalCode'].map((field) => ({ path: ['address', field] })) });
    expect((await user.ask(CREATE, { as: ana, input: { address: { ...ADDRESS, countryCode: 'Brazil' } } })).errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(await bookOf(ana)).toEqual(before);
  });

  it('holds 100 addresses, also when many come at once', async () => {
    const cy = await user.register();
    await user.database.query(
      "INSERT INTO address (id, account_id, lines, city, postal_code, country_code, created_at) SELECT gen_random_uuid(), $1, '{}', 'Recife', '1', 'BR', now() FROM generate_series(1, 98)",
      [cy.claims.userId],
    );
    let outcomes: readonly Record<string, unknown>[] = [];
    await user.database.transaction(async (tx) => {
      // All of them have begun, and none has counted, when the first may go on.
      await queryIn(tx, 'SELECT FROM account WHERE id = $1 FOR UPDATE', [cy.claims.userId]);
      const creating = Promise.all(Array.from({ length: 6 }, () => create(cy)));
      void creating.then((done) => (outcomes = done));
      await waitFor(async () => (await user.database.query("SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")).length === 6);
    });
    await waitFor(() => outcomes.length === 6);
    expect(outcomes.filter(({ __typename }) => __typename === 'AddressCreateSuccess')).toHaveLength(2);
    expect(outcomes).toContainEqual({ __typename: 'ValidationError', issues: [{ path: [], rule: 'too_many' }] });
  });
});
