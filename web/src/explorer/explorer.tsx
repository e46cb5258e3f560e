import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import { createClient } from 'graphql-ws';
import { useEffect, useMemo, useState } from 'react';
import { subscriptionUrl } from '../graphql/subscription-url.js';
import { AccountBar } from './account-bar.js';
import { type DemoAccount } from './demo-accounts.js';
import { type TabDefinition } from './tabs.js';
import { useSession } from './use-session.js';

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
      <GraphiQL fetcher={fetcher} defaultTabs={first} initialVariables={first[0]?.variables ?? ''} defaultQuery={WELCOME} defaultEditorToolsVisibility="variables" shouldPersistHeaders={false}>
        <GraphiQL.Logo>
          <a href="/explorer" className="brand">Souk</a>
        </GraphiQL.Logo>
      </GraphiQL>
    </div>
  );
};
