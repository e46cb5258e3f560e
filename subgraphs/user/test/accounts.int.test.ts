import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ADMIN, LOGIN, PASSWORD, REFRESH, REGISTER, openUserFixture, type Answer, type UserFixture } from './user-fixture.js';

const payload = ({ data }: Answer, field: string): Record<string, unknown> => data?.[field] ?? {};

describe('accounts', () => {
  let user: UserFixture;
  beforeAll(async () => {
    user = await openUserFixture();
  });
  afterAll(() => user.stop());

  const login = async (email: string, password: string) => payload(await user.ask(LOGIN, { input: { email, password } }), 'login');
  const refresh = async (refreshToken: string) => payload(await user.ask(REFRESH, { input: { refreshToken } }), 'tokenRefresh');

  describe('register', () => {
    it('makes an account, logs it in, and tells the log nothing personal', async () => {
      const ana = await user.register({ email: 'Ana@Souk.Example', displayName: '  Ana Souza ' });
      expect(ana.claims.roles).toEqual(['CUSTOMER']);
      const { data } = await user.ask('{ viewer { id displayName email createdAt sessions { id current } addresses { id } wallet { balances { amountMinor } } roles } }', { as: ana });
      expect(data?.['viewer']).toMatchObject({ id: ana.id, displayName: 'Ana Souza', email: 'Ana@Souk.Example', addresses: [], wallet: { balances: [] }, roles: null, sessions: [{ current: true }] });
      const events = await user.eventsOf(`user-${ana.claims.userId}`);
      expect(events.map(({ type }) => type)).toEqual(['UserRegistered', 'UserLoggedIn']);
      expect(JSON.stringify(events)).not.toMatch(/ana|souza/i);
    });

    it('gives one e-mail to one account, whatever its case, and also when two ask at once', async () => {
      await user.register({ email: 'ben@souk.example' });
      const again = { email: 'BEN@souk.EXAMPLE', password: PASSWORD, displayName: 'Ben' };
      expect(payload(await user.ask(REGISTER, { input: again }), 'register')).toMatchObject({ __typename: 'ValidationError', code: 'VALIDATION', path: ['email'], issues: [{ path: ['email'], rule: 'taken' }] });
      const both = await Promise.all(['cy@souk.example', 'CY@souk.example'].map((email) => user.ask(REGISTER, { input: { ...again, email } })));
      expect(both.map((answer) => payload(answer, 'register')['__typename']).sort()).toEqual(['LoginSuccess', 'ValidationError']);
    });

    it('lists every broken rule', async () => {
      const broken = payload(await user.ask(REGISTER, { input: { email: 'nobody', password: 'short', displayName: ' ' } }), 'register');
      expect(broken).toMatchObject({ __typename: 'ValidationError', issues: [{ path: ['email'] }, { path: ['password'], rule: 'too_small' }, { path: ['displayName'], rule: 'too_small' }] });
      const hostile = payload(await user.ask(REGISTER, { input: { email: "x'; DROP TABLE account; --@souk.example", password: 'x'.repeat(201), displayName: 'x'.repeat(101) } }), 'register');
      expect(hostile).toMatchObject({ __typename: 'ValidationError', issues: [{ path: ['email'] }, { path: ['password'] }, { path: ['displayName'] }] });
    });
  });

  describe('login', () => {
    it('opens a session of its own each time', async () => {
      const dana = await user.register();
      const again = await user.personOf(dana.email, await login(dana.email.toUpperCase(), PASSWORD));
      expect(again.claims.userId).toBe(dana.claims.userId);
      expect(again.claims.sessionId).not.toBe(dana.claims.sessionId);
      const { data } = await user.ask('{ viewer { sessions { id current } } }', { as: again });
      expect(data?.['viewer']).toEqual({ sessions: [{ id: expect.any(String), current: true }, { id: expect.any(String), current: false }] });
    });

    it('says the same of a wrong password, an unknown e-mail and an imported account', async () => {
      const eve = await user.register();
      const wrong = [await login(eve.email, 'not the password'), await login('nobody@souk.example', PASSWORD), await login('not an e-mail', PASSWORD), await login(eve.email, 'x'.repeat(5_000))];
      for (const answer of wrong) expect(answer).toEqual({ __typename: 'InvalidCredentialsError', code: 'INVALID_CREDENTIALS', path: null, message: 'E-mail and password do not belong together.' });
    });

    it('closes an e-mail after ten failures, known or not, also to tries side by side and to the right password', async () => {
      const fay = await user.register();
      for (const email of [fay.email, 'unknown@souk.example']) {
        const answers = await Promise.all(Array.from({ length: 14 }, () => login(email, 'not the password')));
        expect(answers.filter(({ __typename }) => __typename === 'InvalidCredentialsError')).toHaveLength(10);
        const limited = await login(email, PASSWORD);
        expect(limited).toMatchObject({ __typename: 'RateLimitedError', code: 'RATE_LIMITED' });
        expect(limited['retryAfterSeconds']).toBeGreaterThan(800);
      }
      await user.database.query("UPDATE login_attempt SET window_started_at = window_started_at - interval '15 minutes'");
      expect(await login(fay.email, PASSWORD)).toMatchObject({ __typename: 'LoginSuccess' });
    });

    it('forgets the failures after a success', async () => {
      const gil = await user.register();
      for (let round = 0; round < 2; round += 1) {
        for (let count = 0; count < 9; count += 1) await login(gil.email, 'not the password');
        expect(await login(gil.email, PASSWORD)).toMatchObject({ __typename: 'LoginSuccess' });
      }
    });

    it('keeps twenty sessions, and ends the one not seen for longest', async () => {
      const hal = await user.register();
      for (let count = 0; count < 20; count += 1) await login(hal.email, PASSWORD);
      const { data } = await user.ask('{ viewer { sessions { id } } }', { as: hal });
      expect(data?.['viewer']?.['sessions']).toHaveLength(20);
      expect(await refresh(hal.refreshToken)).toMatchObject({ code: 'INVALID_CREDENTIALS' });
    });
  });

  describe('tokenRefresh', () => {
    it('spends a token for another, with the roles of now', async () => {
      const ida = await user.register();
      await user.database.query("UPDATE account SET roles = '{CUSTOMER,OPERATIONS}' WHERE id = $1", [ida.claims.userId]);
      const next = await refresh(ida.refreshToken);
      expect(next['__typename']).toBe('AuthTokens');
      expect(await user.personOf(ida.email, { __typename: 'LoginSuccess', tokens: next })).toMatchObject({ claims: { userId: ida.claims.userId, sessionId: ida.claims.sessionId, roles: ['CUSTOMER', 'OPERATIONS'] } });
      expect((await refresh(String(next['refreshToken'])))['__typename']).toBe('AuthTokens');
    });

    it('ends the session when a spent one comes back, for both who hold it', async () => {
      const jan = await user.register();
      const next = await refresh(jan.refreshToken);
      expect(await refresh(jan.refreshToken)).toMatchObject({ __typename: 'InvalidCredentialsError' });
      expect(await refresh(String(next['refreshToken']))).toMatchObject({ __typename: 'InvalidCredentialsError' });
      const events = await user.eventsOf(`user-${jan.claims.userId}`);
      expect(events.at(-1)).toMatchObject({ type: 'UserLoggedOut', data: { sessionId: jan.claims.sessionId, reason: 'REFRESH_TOKEN_REUSED' } });
      expect((await user.ask('{ viewer { sessions { id } } }', { as: jan })).data?.['viewer']).toEqual({ sessions: [] });
    });

    it('gives new tokens to one of two who come at once', async () => {
      const kim = await user.register();
      const answers = await Promise.all([refresh(kim.refreshToken), refresh(kim.refreshToken)]);
      expect(answers.map(({ __typename }) => __typename).sort()).toEqual(['AuthTokens', 'InvalidCredentialsError']);
    });

    it('takes neither an unknown token nor one that is over', async () => {
      const lea = await user.register();
      expect(await refresh('')).toMatchObject({ code: 'INVALID_CREDENTIALS' });
      expect(await refresh("' OR true --")).toMatchObject({ code: 'INVALID_CREDENTIALS' });
      await user.database.query("UPDATE refresh_token SET expires_at = now() - interval '1 second' WHERE session_id = $1", [lea.claims.sessionId]);
      expect(await refresh(lea.refreshToken)).toMatchObject({ code: 'INVALID_CREDENTIALS' });
    });

    it('keeps no token, only its hash', async () => {
      const max = await user.register();
      const [{ rows = '' } = {}] = await user.database.query<{ rows: string }>('SELECT string_agg(refresh_token::text || credential::text, $1) AS rows FROM refresh_token, credential', ['']);
      expect(rows).not.toContain(max.refreshToken);
      expect(rows).not.toContain(PASSWORD);
    });
  });

  it('logout ends the session that asks, once', async () => {
    const nia = await user.register();
    const logout = () => user.ask('mutation { logout { sessionId } }', { as: nia });
    expect((await logout()).data?.['logout']).toEqual({ sessionId: `ses_${nia.claims.sessionId.replaceAll('-', '')}` });
    expect((await logout()).data?.['logout']).toEqual({ sessionId: expect.any(String) });
    expect(await refresh(nia.refreshToken)).toMatchObject({ code: 'INVALID_CREDENTIALS' });
    expect((await user.eventsOf(`user-${nia.claims.userId}`)).filter(({ type }) => type === 'UserLoggedOut')).toHaveLength(1);
    expect(await user.ask('mutation { logout { sessionId } }')).toMatchObject({ data: { logout: null }, errors: [{ extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } }] });
  });

  it('the first administrator is there, once, and a later start changes neither password nor roles', async () => {
    const first = await openUserFixture();
    await first.stop();
    const second = await openUserFixture({ databaseUrl: first.databaseUrl, env: { ADMIN_PASSWORD: 'another password' } });
    const answer = payload(await second.ask(LOGIN, { input: ADMIN }), 'login');
    expect((await second.personOf(ADMIN.email, answer)).claims.roles).toEqual(['ADMIN']);
    expect(payload(await second.ask(LOGIN, { input: { ...ADMIN, password: 'another password' } }), 'login')).toMatchObject({ code: 'INVALID_CREDENTIALS' });
    await second.stop();
  });

  describe('userRolesSet', () => {
    const ROLES_SET = 'mutation($input: UserRolesSetInput!) { userRolesSet(input: $input) { __typename ... on UserRolesSetSuccess { user { id roles } } ... on UserError { code } } }';

    it('is for administrators, and takes effect with the next token', async () => {
      const [admin, operations, olga] = [await user.staff('ADMIN'), await user.staff('OPERATIONS'), await user.register()];
      const input = { userId: olga.id, roles: ['PRODUCT_MANAGER', 'CUSTOMER', 'CUSTOMER'] };
      expect(await user.ask(ROLES_SET, { as: operations, input })).toMatchObject({ data: { userRolesSet: null }, errors: [{ extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } }] });
      for (let count = 0; count < 2; count += 1) expect(payload(await user.ask(ROLES_SET, { as: admin, input }), 'userRolesSet')).toEqual({ __typename: 'UserRolesSetSuccess', user: { id: olga.id, roles: ['CUSTOMER', 'PRODUCT_MANAGER'] } });
      const next = await user.personOf(olga.email, await login(olga.email, PASSWORD));
      expect(next.claims.roles).toEqual(['CUSTOMER', 'PRODUCT_MANAGER']);
      const changes = (await user.eventsOf(`user-${olga.claims.userId}`)).filter(({ type }) => type === 'UserRolesChanged');
      expect(changes).toMatchObject([{ data: { was: ['CUSTOMER'], now: ['CUSTOMER', 'PRODUCT_MANAGER'] }, meta: { actor: admin.claims.userId } }]);
    });

    it('refuses nobody and nothing', async () => {
      const admin = await user.staff('ADMIN');
      expect(payload(await user.ask(ROLES_SET, { as: admin, input: { userId: admin.id, roles: [] } }), 'userRolesSet')).toMatchObject({ __typename: 'ValidationError' });
      for (const userId of ['usr_00000000000000000000000000000000', 'nonsense']) expect(payload(await user.ask(ROLES_SET, { as: admin, input: { userId, roles: ['ADMIN'] } }), 'userRolesSet')).toMatchObject({ __typename: 'NotFoundError' });
    });
  });

  describe('what others see', () => {
    const EVERYTHING = 'query($r: [_Any!]!) { _entities(representations: $r) { ... on User { id displayName email addresses { id } sessions { id } wallet { balances { amountMinor } } createdAt sourceId roles } } }';
    const entities = (as: Parameters<UserFixture['ask']>[1], ids: readonly string[]) => user.ask(EVERYTHING, { ...as, variables: { r: ids.map((id) => ({ __typename: 'User', id })) } });

    it('of an account is its name', async () => {
      const [pia, quin] = [await user.register({ displayName: 'Pia' }), await user.register()];
      const { data } = await entities({ as: quin }, [pia.id, 'usr_00000000000000000000000000000000', 'ord_1']);
      expect(data?.['_entities']).toEqual([{ id: pia.id, displayName: 'Pia', email: null, addresses: null, sessions: null, wallet: null, createdAt: null, sourceId: null, roles: null }, null, null]);
      const seen = (await entities({ as: await user.staff('OPERATIONS') }, [pia.id])).data?.['_entities'];
      expect(seen).toEqual([{ id: pia.id, displayName: 'Pia', email: pia.email, addresses: [], sessions: null, wallet: { balances: [] }, createdAt: expect.any(String), sourceId: null, roles: ['CUSTOMER'] }]);
    });

    it('costs one statement a kind, however many they are, and none for names that were read before', async () => {
      const people = await Promise.all(Array.from({ length: 12 }, () => user.register()));
      const operations = await user.staff('OPERATIONS');
      const statementsOf = async (ids: readonly string[]): Promise<number> => {
        const before = await user.statements();
        await entities({ as: operations }, ids);
        return (await user.statements()) - before;
      };
      const few = await statementsOf(people.slice(0, 2).map(({ id }) => id));
      expect(await statementsOf(people.map(({ id }) => id))).toBe(few);
      const before = await user.statements();
      await user.ask('query($r: [_Any!]!) { _entities(representations: $r) { ... on User { displayName } } }', { variables: { r: people.map(({ id }) => ({ __typename: 'User', id })) } });
      expect(await user.statements()).toBe(before);
    });
  });

  it('nobody is nobody', async () => {
    expect((await user.ask('{ viewer { id } }')).data).toEqual({ viewer: null });
    expect(await user.ask('{ user(id: "usr_00000000000000000000000000000000") { id } userReport { accountCount } }', { as: await user.register() })).toMatchObject({ data: { user: null, userReport: null }, errors: [{ path: ['user'] }, { path: ['userReport'] }] });
  });
});
