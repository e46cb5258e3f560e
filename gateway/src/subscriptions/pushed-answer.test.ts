import { describe, expect, it } from '@jest/globals';
import { pushedAnswer } from './pushed-answer.js';

describe('an answer that is pushed', () => {
  it('is on one line, and means the same', () => {
    const { body } = pushedAnswer(Buffer.from('{\r\n  "a": "b\\nü"\n}'), 1);
    expect(String(body)).not.toMatch(/[\r\n]/);
    expect(JSON.parse(String(body))).toEqual({ a: 'b\nü' });
  });
});
