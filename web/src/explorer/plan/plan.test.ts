import { describe, expect, it } from '@jest/globals';
import { readExplain, type Explain, type FetchTiming } from './explain.js';
import { planRows, subgraphsOf } from './plan-tree.js';
import { fetchInWords } from './plan-words.js';
import { waterfallOf } from './waterfall.js';

const fetchNode = (serviceName: string) => ({ kind: 'Fetch', serviceName, operation: `{ ${serviceName} }`, operationKind: 'query' });
const timing = (ids: readonly number[], subgraph: string, startMs: number, endMs: number, outcome = 'ok'): FetchTiming => ({ ids, subgraph, startMs, endMs, bytes: 2048, representations: 3, outcome });

const sent = {
  plan: { kind: 'QueryPlan', node: { kind: 'Sequence', nodes: [
    fetchNode('order'),
    { kind: 'Parallel', nodes: [
      { kind: 'Flatten', path: ['orders', '@', 'buyer'], node: fetchNode('user') },
      { kind: 'Condition', condition: 'withLines', ifClause: { kind: 'Flatten', path: ['orders', '@', 'lines'], node: fetchNode('catalog') } },
    ] },
    { kind: 'Defer', primary: { node: fetchNode('catalog') }, deferred: [{ depends: [], label: 'slow', queryPath: [], node: fetchNode('logistics') }] },
  ] } },
  fetches: [
    { id: 0, subgraph: 'order', startMs: 0.5, endMs: 4, bytes: 900, representations: 0, outcome: 'ok' },
    { ids: [2, 3], subgraph: 'catalog', startMs: 4, endMs: 12, bytes: 2048, representations: 3, outcome: 'errors' },
    { id: 1, subgraph: 'user', startMs: 4, endMs: 6, bytes: 100, representations: 1, outcome: 'ok' },
  ],
  totalMs: 12.5,
};

const explained = (): Explain => {
  const explain = readExplain(sent);
  if (explain === undefined) throw new Error('not read');
  return explain;
};

describe('an explained operation', () => {
  it('becomes rows, its fetches numbered depth first and with the request that they travelled in', () => {
    const rows = planRows(explained());
    expect(rows.map(({ depth, label, fetch }) => [depth, fetch ? `${fetch.id} ${fetch.subgraph}` : label, fetch ? label : ''])).toEqual([
      [0, 'one after the other', ''], [1, '0 order', ''], [1, 'at the same time', ''], [2, '1 user', 'orders.@.buyer'], [2, 'if $withLines', ''], [3, '2 catalog', 'orders.@.lines'],
      [1, 'first', ''], [2, '3 catalog', ''], [1, 'later: slow', ''], [2, '4 logistics', ''],
    ]);
    expect(rows.map(({ parent }) => parent)).toEqual([undefined, 0, 0, 2, 2, 4, 0, 6, 0, 8]);
    expect(rows.flatMap(({ fetch }) => (fetch ? [fetch.timing?.endMs] : []))).toEqual([4, 6, 12, 12, undefined]);
    expect(subgraphsOf(rows)).toEqual(['order', 'user', 'catalog', 'logistics']);
  });

  it('is told in words', () => {
    const words = planRows(explained()).flatMap(({ fetch }) => (fetch ? [fetchInWords(fetch)] : []));
    expect(words[2]).toBe('Fetch 2 from catalog: 8 ms, from 4 ms to 12 ms, 2.0 KB, errors, 3 entities, one request with fetch 3');
    expect(words[4]).toBe('Fetch 4 from logistics: not sent');
  });

  it('may have ended while a fetch was under way', () => {
    const explain = readExplain({ ...sent, fetches: [{ id: 0, subgraph: 'order', startMs: 2, endMs: null, bytes: 0, representations: 0, outcome: 'running' }] });
    expect(explain?.fetches).toEqual([{ ids: [0], subgraph: 'order', startMs: 2, endMs: 12.5, bytes: 0, representations: 0, outcome: 'running' }]);
  });

  it('may need nothing', () => {
    const explain = readExplain({ plan: { kind: 'QueryPlan' }, fetches: [], totalMs: 0 });
    expect(explain && planRows(explain)).toEqual([]);
    expect(waterfallOf([], [], 0, 0, 100)).toMatchObject({ lanes: [] });
  });

  it.each([
    ['nothing', undefined], ['a text', 'text'], ['no plan', { fetches: [], totalMs: 1 }], ['a time that is none', { ...sent, totalMs: '1' }], ['half a fetch', { ...sent, fetches: [{ id: 0 }] }],
    ['an unknown step', { ...sent, plan: { node: { kind: 'Teleport' } } }],
  ])('is not read where it is not what is promised: %s', (_what, value) => {
    expect(readExplain(value)).toBeUndefined();
  });
});

describe('the waterfall', () => {
  it('puts requests where they were in time, subgraph by subgraph', () => {
    const { lanes } = waterfallOf([timing([0], 'a', 0, 50), timing([1], 'b', 50, 100)], ['a', 'b'], 100, 100, 300);
    expect(lanes.map(({ subgraph, bars }) => [subgraph, bars.map(({ x, width }) => [x, width])])).toEqual([['a', [[100, 100]]], ['b', [[200, 100]]]]);
    expect(lanes[1]?.y).toBeGreaterThan((lanes[0]?.y ?? 0) + (lanes[0]?.height ?? 0));
  });

  it('lays requests that overlap below one another, and reuses the room of those that ended', () => {
    const { lanes, height } = waterfallOf([timing([0], 'a', 0, 50), timing([1], 'a', 10, 20), timing([2], 'a', 20, 30)], ['a'], 50, 0, 100);
    const [first, second, third] = lanes[0]?.bars ?? [];
    expect(second?.y).toBeGreaterThan(first?.y ?? 0);
    expect(third?.y).toBe(second?.y);
    expect(height).toBeGreaterThanOrEqual((lanes[0]?.y ?? 0) + (lanes[0]?.height ?? 0));
  });

  it('keeps what took no time visible, and what ended late inside', () => {
    const { lanes } = waterfallOf([timing([0], 'a', 5, 5), timing([1], 'a', 5, 200)], ['a'], 100, 0, 100);
    expect(lanes[0]?.bars.every(({ width }) => width >= 3)).toBe(true);
    expect(Math.max(...(lanes[0]?.bars.map(({ x, width }) => x + width) ?? []))).toBeLessThanOrEqual(100);
  });

  it.each([[0.25, 0.05], [7, 2], [12.5, 5], [60, 20], [480, 100], [5_000, 1_000]])('of %d ms has ticks at round numbers, %d apart', (totalMs, step) => {
    const { ticks } = waterfallOf([], [], totalMs, 0, 100);
    expect(ticks.length).toBeLessThanOrEqual(7);
    expect(ticks[1]?.ms).toBe(step);
  });
});
