import { describe, expect, it } from '@jest/globals';
import { parseArguments } from './arguments.js';

describe('parseArguments', () => {
  it('takes a protocol alone', () => {
    expect(parseArguments(['--protocol', '2pc'])).toEqual({ kind: 'run', protocol: '2pc', seed: 1, seeds: 1, seconds: 20, nemeses: undefined, history: undefined, bug: undefined });
  });

  it('takes all that it offers', () => {
    expect(parseArguments(['--protocol', 'saga', '--seed', '7', '--seeds', '3', '--seconds', '5', '--nemesis', 'kill, cut-one-way', '--history', 'h.jsonl']))
      .toEqual({ kind: 'run', protocol: 'saga', seed: 7, seeds: 3, seconds: 5, nemeses: ['kill', 'cut-one-way'], history: 'h.jsonl', bug: undefined });
  });

  it("runs a bug under the bug's own protocol unless told", () => {
    expect(parseArguments(['--bug', 'rollback-on-lost-acknowledgement'])).toMatchObject({ protocol: '2pc' });
    expect(parseArguments(['--bug', 'rollback-on-lost-acknowledgement', '--protocol', '3pc'])).toMatchObject({ protocol: '3pc' });
  });

  it('knows --help and --bugs', () => {
    expect(parseArguments(['--help'])).toEqual({ kind: 'help' });
    expect(parseArguments(['--bugs'])).toEqual({ kind: 'bugs', seed: 1, seeds: 5, seconds: 20 });
  });

  it.each([
    [[], '--protocol: expected one of saga, 2pc, 3pc, percolator, got nothing.'],
    [['--protocol', '4pc'], "--protocol: expected one of saga, 2pc, 3pc, percolator, got '4pc'."],
    [['--protocol', 'saga', '--seed', '1.5'], "--seed: expected a whole number from 1 to 2147483647, got '1.5'."],
    [['--protocol', 'saga', '--seconds', '0'], "--seconds: expected a whole number from 1 to 3600, got '0'."],
    [['--protocol', 'saga', '--nemesis', 'kill,godzilla'], "got 'godzilla'."],
    [['--bug', 'none'], '--bug: expected one of '],
    [['--wrong'], 'Unknown option'],
  ])('%j is refused with %s', (args, message) => {
    expect(() => parseArguments(args)).toThrow(message);
  });
});
