import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import './explorer.css';
import { createRoot } from 'react-dom/client';
import { loadDemoAccounts } from './demo-accounts.js';
import { Explorer } from './explorer.js';
import { operationTabs } from './tabs.js';

const [tabs, accounts] = await Promise.all([operationTabs(), loadDemoAccounts()]);
const root = document.getElementById('root');
if (root) createRoot(root).render(<Explorer tabs={tabs} accounts={accounts} />);
