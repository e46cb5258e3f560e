import { describe, expect, it } from '@jest/globals';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { ANONYMOUS_VIEWER, type Scope, type Viewer } from '@souk/auth';
import { buildSupergraph } from '../supergraph/supergraph.js';

const rulesOf = (sdl: string, imports = '"@authenticated","@requiresScopes","@policy","@key"') => {
  const { supergraphSdl, errors } = composeServices([{ name: 'one', url: 'http://one.invalid', typeDefs: parse(`extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [${imports}])\n${sdl}`) }]);
  if (supergraphSdl === undefined) throw new Error(errors?.join('\n'));
  return buildSupergraph(supergraphSdl, () => 'http://one.invalid').rules;
};
const viewerWith = (...scopes: Scope[]): Viewer => ({ ...ANONYMOUS_VIEWER, userId: 'u', scopes });

describe('who may see a field', () => {
  const rules = rulesOf(`
    type Query { me: Int @authenticated, report: Int @requiresScopes(scopes: [["report:read","user:read"],["user:write"]]), both: Int @authenticated @requiresScopes(scopes: [["report:read"]])
      vault: Vault, vaults: [Vault!], secret: Secret, mood: Mood, law: Int @policy(policies: [["p"]]), open: Int, animal: Animal }
    type Vault @requiresScopes(scopes: [["wallet:write"]]) { gold: Int }
    scalar Secret @authenticated
    enum Mood @authenticated { GOOD }
    interface Animal { name: String, chip: String }
    type Dog implements Animal { name: String, chip: String @authenticated }
  `);
  const denied = (viewer: Viewer, ...fields: string[]): boolean[] => fields.map((field) => rules.maskOf(viewer).isDenied(field.includes('.') ? String(field.split('.')[0]) : 'Query', String(field.split('.').at(-1))));

  it('anybody, unless something is asked for', () => {
    expect(denied(ANONYMOUS_VIEWER, 'open', 'me', 'Dog.name', 'Nothing.nothing')).toEqual([false, true, false, false]);
    expect(denied(viewerWith(), 'open', 'me')).toEqual([false, false]);
  });

  it('with all scopes of one of the lists', () => {
    expect([viewerWith('report:read'), viewerWith('report:read', 'user:read'), viewerWith('user:write')].map((viewer) => denied(viewer, 'report')[0])).toEqual([true, false, false]);
  });

  it('who meets every directive on it', () => {
    expect([viewerWith(), viewerWith('report:read'), { ...viewerWith('report:read'), userId: undefined } as never as Viewer].map((viewer) => denied(viewer, 'both')[0])).toEqual([true, false, true]);
  });

  it('who may see the type that it is on and the type that it returns, list or not', () => {
    expect(denied(viewerWith(), 'vault', 'vaults', 'Vault.gold', 'secret', 'mood')).toEqual([true, true, true, false, false]);
    expect(denied(viewerWith('wallet:write'), 'vault', 'vaults', 'Vault.gold')).toEqual([false, false, false]);
    expect(denied(ANONYMOUS_VIEWER, 'secret', 'mood')).toEqual([true, true]);
  });

  it('of an interface as of its implementations', () => {
    expect(denied(ANONYMOUS_VIEWER, 'Dog.chip', 'Animal.chip', 'Animal.name')).toEqual([true, true, false]);
  });

  it('nobody, where a policy is asked for that nothing evaluates', () => {
    expect(denied(viewerWith('report:read', 'user:write'), 'law')).toEqual([true]);
  });

  it('is said in words', () => {
    expect(rules.explain('Query', 'both')).toBe('a logged-in viewer and the scope report:read');
    expect(rules.explain('Query', 'report')).toMatch(/^the scope (report:read \+ user:read or user:write|user:write or report:read \+ user:read)$/);
  });

  it('is the same for viewers who may see the same, so that they share plans', () => {
    expect(rules.maskOf(viewerWith('user:write')).key).toBe(rules.maskOf({ ...viewerWith('user:write'), userId: 'another' }).key);
    expect(rules.maskOf(viewerWith('user:write')).key).not.toBe(rules.maskOf(viewerWith()).key);
  });

  it('is found under another name of the directive too', () => {
    const renamed = rulesOf('type Query { me: Int @loggedIn }', '{ name: "@authenticated", as: "@loggedIn" }');
    expect(renamed.maskOf(ANONYMOUS_VIEWER).isDenied('Query', 'me')).toBe(true);
  });
});
