import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';
import { createClient } from 'graphql-ws';
import { useEffect, useMemo, useState } from 'react';
import { subscriptionUrl } from '../graphql/subscription-url.js';
import { AccountBar } from './account-bar.js';
import { type DemoAccount } from './demo-accounts.js';
import { PLAN_PLUGIN, PlanAccessToken } from './plan/plan-plugin.js';
import { type TabDefinition } from './tabs.js';
import { useSession } from './use-session.js';

/** Giving any replaces GraphiQL's own choice, so the history is named again. */
const PLUGINS = [HISTORY_PLUGIN, PLAN_PLUGIN];
const WELCOME = '# Souk in one endpoint: write a query and press Ctrl-Enter.\n';

/** The schema explorer: GraphiQL over the endpoint, logged in as whoever the bar above says. */
export const Explorer = ({ tabs, accounts }: { readonly tabs: TabDefinition[]; readonly accounts: readonly DemoAccount[] }) => {
  const session = useSession();
  const { accessToken } = session;
  const wsClient = useMemo(() => createClient({ url: subscriptionUrl(), lazy: true, connectionParams: accessToken ? { authorization: `Bearer ${accessToken}` } : {} }), [accessToken]);
  useEffect(() => () => void wsClient.dispose(), [wsClient]);
  const fetcher = useMemo(
    () => createGraphiQLFetcher({ url: '/graphql', wsClient, headers: accessToken ? { authorization: `Bearer ${accessToken}` } : {} }),
    [wsClient, accessToken],
  );
  const [first] = useState(tabs);
  return (
    <div className="explorer">
      <AccountBar accounts={accounts} session={session} />
      <PlanAccessToken.Provider value={accessToken}>
        <GraphiQL fetcher={fetcher} plugins={PLUGINS} defaultTabs={first} initialVariables={first[0]?.variables ?? ''} defaultQuery={WELCOME} defaultEditorToolsVisibility="variables" shouldPersistHeaders={false}>
          <GraphiQL.Logo>
            <a href="/explorer" className="brand">Souk</a>
          </GraphiQL.Logo>
        </GraphiQL>
      </PlanAccessToken.Provider>
    </div>
  );
};
