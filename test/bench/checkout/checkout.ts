import { type Row } from '../rows.js';
import { differencesOf, hasRefused } from './effects.js';
import { type Measured, type Note } from './measure.js';
import { planOf, SCENARIOS, type CheckoutFlags } from './plan.js';
import { RATIO } from './ratios.js';
import { runProtocols } from './run-protocols.js';
import { runSingle } from './run-single.js';

export { CHECKOUT_FLAGS } from './plan.js';

/** Checkouts by each protocol, and by one transaction of one database that does the same. Fails where anything was lost, doubled or oversold, or where subjects wrote different things. */
export const benchCheckout = async ({ say, flags }: { readonly say: (line: string) => void; readonly flags: CheckoutFlags }): Promise<readonly Row[]> => {
  const plan = planOf(flags);
  const rows: Row[] = [];
  const results: Measured[] = [];
  const note: Note = (added, result) => {
    rows.push(...added);
    if (result !== undefined) results.push(result);
    const [row] = added;
    if (row !== undefined) say(`${row.subject}, ${row.scenario}: ${added.map(({ metric, value, unit }) => `${metric} ${value.toFixed(1)} ${unit}`).join(', ')}`);
  };
  if (plan.hasSingle && !plan.protocols.includes('saga')) await runSingle(plan, note);
  await runProtocols(plan, note, say);
  const comparable = results.filter(({ scenario, effects }) => scenario.startsWith('uniform') && !hasRefused(effects));
  const failures = [...results.flatMap(({ violations }) => violations), ...differences(comparable)];
  for (const failure of failures) say(`FAILED: ${failure}`);
  if (failures.length > 0) process.exitCode = 1;
  else say(`checked: in no window was anything lost, doubled or oversold; the same rows and events per order were written by ${[...new Set(comparable.map(({ subject }) => subject))].join(', ')}`);
  return rows.sort((left, right) => placeOf(left) - placeOf(right));
};

/** Subjects side by side, ratios at the end. */
const placeOf = ({ scenario }: Row): number => [...SCENARIOS, RATIO].findIndex((name) => name === scenario);

/** What one wrote per order and another did not; of windows in which nobody was refused. */
const differences = ([first, ...others]: readonly Measured[]): readonly string[] =>
  first === undefined ? [] : others.flatMap((other) => differencesOf(first.effects, other.effects).map((difference) => `${first.subject} and ${other.subject} wrote different things: ${difference}`));
