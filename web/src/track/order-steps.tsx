import { stateWords } from './words.js';

const STEPS = ['PENDING', 'CONFIRMED', 'SHIPPED', 'DELIVERED'] as const;
const REACHED: Readonly<Record<string, number>> = { PENDING: 0, CONFIRMED: 1, PARTIALLY_SHIPPED: 2, SHIPPED: 2, DELIVERED: 3, COMPLETED: 3 };

/** How far the order has come; nothing for a cancelled one. */
export const OrderSteps = ({ state }: { readonly state: string }) => {
  const reached = REACHED[state];
  if (reached === undefined) return null;
  return (
    <ol className="steps" aria-label="Progress">
      {STEPS.map((step, index) => (
        <li key={step} className={index <= reached ? 'reached' : ''} aria-current={index === reached ? 'step' : undefined}>{stateWords(step)}</li>
      ))}
    </ol>
  );
};
