/** One operation on a register of units, as its caller saw it. */
export interface RegisterOperation {
  /** `take` makes units unavailable, `give` available again, `read` tells how many are available. */
  readonly kind: 'take' | 'give' | 'read';
  /** Taken, given back, or read. */
  readonly units: number;
  readonly begunMs: number;
  /** Infinity where the caller does not know whether it happened. */
  readonly endedMs: number;
}

/** Configurations that the search looks at, at most. */
const MAX_CONFIGURATIONS = 2_000_000;

export type Linearizability =
  | { readonly verdict: 'yes' }
  | { readonly verdict: 'no'; /** The shortest beginning of the history that has no order. */ readonly history: readonly RegisterOperation[] }
  | { readonly verdict: 'too long' };

/**
 * Whether there is an order of the operations, each at a moment between its beginning and its end, in which every one makes sense: nothing is
 * taken that is not there, and every read tells what is there. An operation without an end may have happened at any time after its beginning, or never.
 *
 * Source: Wing & Gong (1993), with the memoisation of Lowe (2017): a set of operations done, with the units that they left, is looked at once.
 */
export const checkLinearizable = (units: number, operations: readonly RegisterOperation[]): Linearizability => {
  const inOrder = [...operations].sort((left, right) => left.begunMs - right.begunMs).filter(({ kind, endedMs }) => kind !== 'read' || endedMs < Infinity);
  const whole = search(units, inOrder);
  if (whole !== 'no') return { verdict: whole };
  const ends = inOrder.map(({ endedMs }) => endedMs).filter((endedMs) => endedMs < Infinity).sort((left, right) => left - right);
  // A history whose beginning has no order has none: the first end at which it is lost is found by halves.
  let [low, high] = [0, ends.length - 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (search(units, until(inOrder, ends[middle] ?? 0)) === 'no') high = middle;
    else low = middle + 1;
  }
  return { verdict: 'no', history: until(inOrder, ends[low] ?? 0) };
};

/** What is known at that moment: what ends later has no end yet. */
const until = (operations: readonly RegisterOperation[], nowMs: number): readonly RegisterOperation[] =>
  operations.filter(({ begunMs }) => begunMs <= nowMs).map((operation) => (operation.endedMs <= nowMs ? operation : { ...operation, endedMs: Infinity })).filter(({ kind, endedMs }) => kind !== 'read' || endedMs < Infinity);

/** Depth first over what may come next; `done` is a string of one character per operation. */
const search = (units: number, operations: readonly RegisterOperation[]): 'yes' | 'no' | 'too long' => {
  const seen = new Set<string>();
  const stack: { readonly done: string; readonly left: number; readonly first: number }[] = [{ done: '', left: units, first: 0 }];
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { done, left, first } = next;
    const isDone = (index: number): boolean => index < first || done.charAt(index - first) === '1';
    // Whatever ended first among those that are not done has to come before all that began after its end.
    let deadlineMs = Infinity;
    for (let index = first; index < operations.length && (operations[index]?.begunMs ?? Infinity) <= deadlineMs; index += 1) {
      if (!isDone(index)) deadlineMs = Math.min(deadlineMs, operations[index]?.endedMs ?? Infinity);
    }
    if (deadlineMs === Infinity) return 'yes';
    // Pushed latest first, so that the earliest is tried first.
    const candidates: number[] = [];
    for (let index = first; index < operations.length && (operations[index]?.begunMs ?? Infinity) <= deadlineMs; index += 1) if (!isDone(index)) candidates.push(index);
    for (const index of candidates.reverse()) {
      const after = leftAfter(operations[index], left, units);
      if (after === undefined) continue;
      const configuration = mark(done, first, index);
      const key = `${configuration.first}/${configuration.done}/${after}`;
      if (seen.has(key)) continue;
      if (seen.size >= MAX_CONFIGURATIONS) return 'too long';
      seen.add(key);
      stack.push({ ...configuration, left: after });
    }
  }
  return 'no';
};

/** Units left after the operation; undefined where it makes no sense now. */
const leftAfter = (operation: RegisterOperation | undefined, left: number, units: number): number | undefined => {
  switch (operation?.kind) {
    case 'take':
      return left >= operation.units ? left - operation.units : undefined;
    case 'give':
      return left + operation.units <= units ? left + operation.units : undefined;
    case 'read':
      return operation.units === left ? left : undefined;
    case undefined:
      return undefined;
  }
};

/** The operation added to those done; what is done without a gap from the beginning on is counted, not listed. */
const mark = (done: string, first: number, index: number): { readonly done: string; readonly first: number } => {
  const place = index - first;
  const marked = `${done.padEnd(place, '0').slice(0, place)}1${done.slice(place + 1)}`;
  const gap = marked.indexOf('0');
  const whole = gap < 0 ? marked.length : gap;
  return { done: marked.slice(whole), first: first + whole };
};
