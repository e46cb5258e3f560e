import { useCallback, useEffect, useState } from 'react';
import { logIn, type DemoAccount } from './demo-accounts.js';

/** Log in again this long before the token ends. */
const RENEW_BEFORE_MS = 60_000;

export interface ExplorerSession {
  readonly account: DemoAccount | undefined;
  readonly accessToken: string | undefined;
  readonly problem: string | undefined;
  readonly become: (account: DemoAccount | undefined) => void;
}

/** Who the explorer is logged in as, renewed before the token ends; nobody at first. */
export const useSession = (): ExplorerSession => {
  const [account, setAccount] = useState<DemoAccount>();
  const [accessToken, setAccessToken] = useState<string>();
  const [problem, setProblem] = useState<string>();

  useEffect(() => {
    setAccessToken(undefined);
    setProblem(undefined);
    if (!account) return;
    let timer: number | undefined;
    let current = true;
    const renew = async (): Promise<void> => {
      try {
        const session = await logIn(account);
        if (!current) return;
        setAccessToken(session.accessToken);
        timer = window.setTimeout(renew, Math.max(RENEW_BEFORE_MS, session.expiresAt.getTime() - Date.now() - RENEW_BEFORE_MS));
      } catch (error) {
        if (current) setProblem(error instanceof Error ? error.message : String(error));
      }
    };
    void renew();
    return () => {
      current = false;
      window.clearTimeout(timer);
    };
  }, [account]);

  return { account, accessToken, problem, become: useCallback((next) => setAccount(next), []) };
};
