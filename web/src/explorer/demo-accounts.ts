import { LoginDocument } from '../generated/operations.js';
import { request } from '../graphql/request.js';

/** An account of the embedded demo, as the gateway lists it there and nowhere else. */
export interface DemoAccount {
  readonly label: string;
  readonly role: string;
  readonly email: string;
  readonly password: string;
}

export interface Session {
  readonly accessToken: string;
  readonly expiresAt: Date;
}

/** The demo's accounts; none outside the embedded demo. */
export const loadDemoAccounts = async (): Promise<readonly DemoAccount[]> => {
  const response = await fetch('/demo-accounts.json');
  return response.ok ? ((await response.json()) as DemoAccount[]) : [];
};

/** Logs the account in. Throws with a message for people where that fails. */
export const logIn = async ({ email, password }: DemoAccount): Promise<Session> => {
  const { data, errors } = await request(LoginDocument, { input: { email, password } });
  const result = data?.login;
  if (result?.__typename === 'LoginSuccess') return { accessToken: result.tokens.accessToken, expiresAt: new Date(result.tokens.accessTokenExpiresAt) };
  throw new Error(result && 'message' in result ? result.message : (errors?.[0]?.message ?? 'The log-in gave no answer.'));
};
