import { describe, expect, it } from '@jest/globals';
import { JOURNEY, nextStep } from './journey.js';

describe('nextStep', () => {
  it('leads from the shelf to the door, each step once', () => {
    const walked: string[] = [];
    let state = 'PLANNED';
    for (let step = nextStep(state, walked); step; step = nextStep(state, walked)) {
      state = step.state;
      walked.push(state);
    }
    expect(walked).toEqual(JOURNEY.map((step) => step.state));
  });

  it('goes on where a state was scanned more often than planned', () => {
    expect(nextStep('IN_TRANSIT', ['IN_TRANSIT', 'IN_TRANSIT', 'IN_TRANSIT', 'IN_TRANSIT'])?.state).toBe('OUT_FOR_DELIVERY');
  });

  it('leaves alone what went another way', () => {
    expect(nextStep('RETURNING', [])).toBeUndefined();
    expect(nextStep('DELIVERED', ['DELIVERED'])).toBeUndefined();
  });
});
