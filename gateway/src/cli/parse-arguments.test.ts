import { describe, expect, it } from '@jest/globals';
import { UsageError, parseArguments } from './parse-arguments.js';

describe('the command line', () => {
  it('needs nothing but a supergraph', () => {
    expect(parseArguments(['--supergraph', 's.graphql'])).toEqual({
      supergraphFile: 's.graphql', host: '127.0.0.1', port: 4000, limits: true, introspection: false, forwardHeaders: [], graphqlUrls: {},
    });
  });

  it('takes all that may be said', () => {
    const argv = ['--supergraph=s.graphql', '--port', '0', '--host', '::1', '--no-limits', '--introspection', '--forward-header', 'Authorization', '--forward-header=authorization', '--forward-header', 'x-tenant', '--subgraph', 'a=http://a.example/query?x=1', '--subgraph', 'b=https://b.example'];
    expect(parseArguments(argv)).toEqual({
      supergraphFile: 's.graphql', host: '::1', port: 0, limits: false, introspection: true, forwardHeaders: ['authorization', 'x-tenant'],
      graphqlUrls: { a: 'http://a.example/query?x=1', b: 'https://b.example' },
    });
  });

  it.each([[['--help']], [['-h', '--port', 'x']]])('gives help before it complains: %j', (argv) => {
    expect(parseArguments(argv)).toBe('help');
  });

  it.each([
    [[], '--supergraph: expected the file of a Federation 2 supergraph, it is not given.'],
    [['--supergraph', 's', '--port', '70000'], "--port: expected a whole number from 0 to 65535, got '70000'."],
    [['--supergraph', 's', '--port', '1e3'], "--port: expected a whole number from 0 to 65535, got '1e3'."],
    [['--supergraph', 's', '--limits'], /Unknown option '--limits'/],
    [['--supergraph'], /'--supergraph <value>' argument missing/],
    [['--supergraph', 's', 'more'], "Expected flags only, got 'more'."],
    [['--supergraph', 's', '--forward-header', 'a b'], "--forward-header: expected the name of a header, got 'a b'."],
    [['--supergraph', 's', '--forward-header', 'Content-Length'], "--forward-header: 'content-length' belongs to one connection, so it cannot be forwarded."],
    [['--supergraph', 's', '--subgraph', 'a'], "--subgraph: expected name=http://…, got 'a'."],
    [['--supergraph', 's', '--subgraph', 'a=ftp://b'], "--subgraph: expected name=http://…, got 'a=ftp://b'."],
    [['--supergraph', 's', '--subgraph', 'a=http://b', '--subgraph', 'a=http://c'], "--subgraph: 'a' is given twice."],
  ])('%j is refused with what was expected', (argv, message) => {
    expect(() => parseArguments(argv)).toThrow(UsageError);
    expect(() => parseArguments(argv)).toThrow(message);
  });
});
