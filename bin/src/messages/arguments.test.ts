import { describe, expect, it } from '@jest/globals';
import { HELP, parseArguments } from './arguments.js';

const ID = '018f0000-0000-7000-8000-000000000001';

describe('parseArguments', () => {
  it.each([
    [['--help'], { kind: 'help' }],
    [['lag'], { kind: 'lag', json: false }],
    [['lag', '--json'], { kind: 'lag', json: true }],
    [['dead'], { kind: 'dead', json: false, consumer: undefined, limit: 20 }],
    [['dead', '--consumer', 'order.a', '--limit', '1000', '--json'], { kind: 'dead', json: true, consumer: 'order.a', limit: 1000 }],
    [['redrive', '--consumer', 'order.a', '--all'], { kind: 'redrive', consumer: 'order.a', id: undefined }],
    [['redrive', '--consumer', 'order.a', '--id', ID], { kind: 'redrive', consumer: 'order.a', id: ID }],
  ])('understands %j', (argv, command) => {
    expect(parseArguments(argv)).toEqual(command);
  });

  it.each([
    [[], "expected lag, dead or redrive, got ''"],
    [['lags'], "expected lag, dead or redrive, got 'lags'"],
    [['lag', 'dead'], "expected lag, dead or redrive, got 'lag dead'"],
    [['lag', '--consumer', 'order.a'], 'lag has no option --consumer'],
    [['dead', '--all'], 'dead has no option --all'],
    [['dead', '--limit', '0'], "--limit: expected a whole number from 1 to 1000, got '0'"],
    [['dead', '--limit', '1001'], "--limit: expected a whole number from 1 to 1000, got '1001'"],
    [['redrive', '--all'], 'redrive: expected --consumer NAME and either --id ID or --all'],
    [['redrive', '--consumer', 'order.a'], 'redrive: expected --consumer NAME and either --id ID or --all'],
    [['redrive', '--consumer', 'order.a', '--all', '--id', ID], 'redrive: expected --consumer NAME and either --id ID or --all'],
    [['redrive', '--consumer', 'order.a', '--id', "'; DROP"], `--id: expected the id of an event as 'dead' shows it, got ''; DROP'`],
    [['redrive', '--consumer', 'order.a', '--all', '--json'], 'redrive has no option --json'],
    [['lag', '--what'], "Unknown option '--what'"],
  ])('refuses %j as wrong usage', (argv, message) => {
    expect(() => parseArguments(argv)).toThrow(expect.objectContaining({ kind: 'usage', message: expect.stringContaining(message) }));
  });

  it('names every option in its help', () => {
    for (const option of ['--consumer', '--limit', '--id', '--all', '--json', '--help']) expect(HELP).toContain(`  ${option}`);
  });
});
