import { describe, expect, it } from '@jest/globals';
import { defineSaga, type Saga, type SagaState } from './definition.js';

const nothing = (): Promise<Record<string, never>> => Promise.resolve({});
const saga = (changes: Partial<Saga<SagaState>>): Saga<SagaState> => ({
  name: 'test',
  steps: [{ name: 'both', parallel: [{ name: 'stock', run: nothing }, { name: 'payment', run: nothing }] }, { name: 'confirm', commit: nothing }],
  pivot: 'confirm',
  onAborted: () => Promise.resolve(),
  ...changes,
});

describe('defineSaga', () => {
  it('gives a sound definition back', () => {
    const sound = saga({});
    expect(defineSaga(sound)).toBe(sound);
  });

  it('throws where two steps share a name, members of parallel ones included', () => {
    expect(() => defineSaga(saga({ steps: [{ name: 'stock', run: nothing }, ...saga({}).steps] }))).toThrow('names each step once');
  });

  it('throws where the pivot is not a step', () => {
    expect(() => defineSaga(saga({ pivot: 'ship' }))).toThrow("the pivot 'ship'");
  });

  it('throws where the pivot is a call to someone else: its decision and its record would be two commits', () => {
    expect(() => defineSaga(saga({ pivot: 'both' }))).toThrow('is one of its local steps');
  });

  it('throws where a saga can turn back and does not say how that ends', () => {
    const { onAborted: _, ...endless } = saga({});
    expect(() => defineSaga(endless)).toThrow('has onAborted');
    expect(defineSaga({ ...endless, pivot: null }).pivot).toBeNull();
  });
});
