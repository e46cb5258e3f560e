import { parse, print } from 'graphql';
import { type PlannedFetch } from './plan-tree.js';

export const milliseconds = (ms: number): string => `${ms < 10 ? Number(ms.toFixed(1)) : Math.round(ms)} ms`;

const bytes = (count: number): string => (count < 1024 ? `${count} B` : `${(count / 1024).toFixed(1)} KB`);

/** One fetch in a sentence, for those who point at it and those who have it read to them. */
export const fetchInWords = ({ id, subgraph, timing }: PlannedFetch): string => {
  const name = `Fetch ${id} from ${subgraph}`;
  if (timing === undefined) return `${name}: not sent`;
  const { startMs, endMs, representations, bytes: size, outcome, ids } = timing;
  const parts = [`${milliseconds(endMs - startMs)}, from ${milliseconds(startMs)} to ${milliseconds(endMs)}`, bytes(size), outcome];
  if (representations > 0) parts.push(`${representations} ${representations === 1 ? 'entity' : 'entities'}`);
  if (ids.length > 1) parts.push(`one request with fetch ${ids.filter((other) => other !== id).join(', ')}`);
  return `${name}: ${parts.join(', ')}`;
};

/** The operation as people write it; as it came where it cannot be parsed. */
export const indented = (operation: string): string => {
  try {
    return print(parse(operation));
  } catch {
    return operation;
  }
};
