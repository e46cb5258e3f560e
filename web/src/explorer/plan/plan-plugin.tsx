import { parseJSONC, pick, useGraphiQL, type GraphiQLPlugin } from '@graphiql/react';
import { createContext, useContext, useState } from 'react';
import { type Explain } from './explain.js';
import { PlanPicture } from './plan-picture.js';
import { requestExplain } from './request-explain.js';
import './plan.css';

/** The token that explained operations carry; the plugin's content takes no properties. */
export const PlanAccessToken = createContext<string | undefined>(undefined);

type State = { readonly kind: 'idle' } | { readonly kind: 'asking' } | { readonly kind: 'explained'; readonly explain: Explain } | { readonly kind: 'failed'; readonly problem: string };

const PlanPanel = () => {
  const accessToken = useContext(PlanAccessToken);
  const { queryEditor, variableEditor, operationName, operations } = useGraphiQL(pick('queryEditor', 'variableEditor', 'operationName', 'operations'));
  const [state, setState] = useState<State>({ kind: 'idle' });
  const operation = operations?.find(({ name }) => name?.value === operationName) ?? operations?.[0];
  const kind = operation?.operation ?? 'query';
  const ask = async (): Promise<void> => {
    setState({ kind: 'asking' });
    try {
      const variables = parseJSONC(variableEditor?.getValue() ?? '') as Record<string, unknown> | undefined;
      setState({ kind: 'explained', explain: await requestExplain({ query: queryEditor?.getValue() ?? '', operationName, variables: variables ?? {}, accessToken }) });
    } catch (error) {
      setState({ kind: 'failed', problem: error instanceof Error ? error.message : String(error) });
    }
  };
  return (
    <div className="plan-panel">
      <h2>Plan</h2>
      <button type="button" className="graphiql-button" disabled={state.kind === 'asking' || kind === 'subscription'} onClick={() => void ask()}>Run this {kind} and draw its plan</button>
      {kind === 'subscription' && <p className="plan-hint">Subscriptions run for a long time: only queries and mutations are explained.</p>}
      {state.kind === 'failed' && <p role="alert" className="plan-problem">{state.problem}</p>}
      {state.kind === 'explained' && <PlanPicture explain={state.explain} />}
    </div>
  );
};

const PlanIcon = () => (
  <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" aria-hidden="true"><path d="M3 6h8M8 12h8M12 18h9M3 3v18" /></svg>
);

/** Runs the operation in the editor and shows how the gateway went about it. */
export const PLAN_PLUGIN: GraphiQLPlugin = { title: 'Plan', icon: PlanIcon, content: PlanPanel };
