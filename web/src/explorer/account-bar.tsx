import { type DemoAccount } from './demo-accounts.js';
import { type ExplorerSession } from './use-session.js';

/** One button per demo account: a click logs in, and every request carries its token from then on. */
export const AccountBar = ({ accounts, session }: { readonly accounts: readonly DemoAccount[]; readonly session: ExplorerSession }) => {
  if (accounts.length === 0) return null;
  const { account, accessToken, problem, become } = session;
  return (
    <nav className="accounts" aria-label="Demo accounts">
      <span>Ask as</span>
      <button type="button" aria-pressed={!account} onClick={() => become(undefined)}>nobody</button>
      {accounts.map((candidate) => (
        <button key={candidate.email} type="button" aria-pressed={account === candidate} onClick={() => become(candidate)}>{candidate.label}</button>
      ))}
      <output role="status">{problem ?? (account ? (accessToken ? `logged in as ${account.email}` : 'logging in …') : 'anonymous')}</output>
    </nav>
  );
};
