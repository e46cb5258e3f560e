import { describe, expect, it } from '@jest/globals';
import { parse, print, stripIgnoredCharacters } from 'graphql';
import { plannerSdlOf, realFieldName, withRealFieldNames } from './planner-sdl.js';

const short = (sdl: string): string => stripIgnoredCharacters(sdl);
const normal = (sdl: string): string => short(print(parse(sdl)));

describe('the supergraph as the planner gets it', () => {
  it('is the same where no @requires has arguments and no key is dead', () => {
    const sdl = 'type A @join__type(graph: X, key: "id") { id: ID! b: Int @join__field(graph: X, requires: "c { d }") } union U = A enum E { V }';
    const { sdl: planned, uses } = plannerSdlOf(sdl);
    expect([short(planned), uses.size]).toEqual([normal(sdl), 0]);
  });

  it('has a field of its own for each use of a field with arguments', () => {
    const { sdl, uses } = plannerSdlOf(`
      type A { price(in: String, on: Int): Int @join__field(graph: X) euro: Int @join__field(graph: Y, requires: "price(in: \\"EUR\\", on: 1)") dollar: Int @join__field(graph: Y, requires: "id price(in: \\"USD\\")")
        again: Int @join__field(graph: Y, requires: "price(on: 1, in: \\"EUR\\")") }`);
    expect(short(sdl)).toContain('requires:"price__souk1(in: \\"EUR\\", on: 1)"');
    expect(short(sdl)).toContain('requires:"id price__souk2(in: \\"USD\\")"');
    expect(short(sdl)).toContain('again:Int@join__field(graph:Y requires:"price__souk1(on: 1, in: \\"EUR\\")")');
    expect(short(sdl)).toContain('price__souk1(in:String on:Int):Int@join__field(graph:X)price__souk2(in:String on:Int):Int@join__field(graph:X)}');
    expect(uses).toEqual(new Map([['A.euro', new Set(['price__souk1'])], ['A.dollar', new Set(['price__souk2'])], ['A.again', new Set(['price__souk1'])]]));
  });

  it('has it in the type where it is required, below fields, lists and fragments', () => {
    const { sdl, uses } = plannerSdlOf(`
      type A { parts: [B!]! node: N sum: Int @join__field(graph: Y, requires: "parts { size(in: CM) } node { ... on B { size(in: M) } }") }
      type B implements N { size(in: Unit): Int } interface N { id: ID }`);
    expect(short(sdl)).toContain('requires:"parts { size__souk1(in: CM) } node { ... on B { size__souk2(in: M) } }"');
    expect(short(sdl)).toContain('type B implements N{size(in:Unit):Int size__souk1(in:Unit):Int size__souk2(in:Unit):Int}');
    expect(uses.get('A.sum')).toEqual(new Set());
  });

  it('has no key that cannot be entered by, where its subgraph has another', () => {
    const { sdl } = plannerSdlOf('type A @join__type(graph: X, key: "id") @join__type(graph: X, key: "sku", resolvable: false) @join__type(graph: Y, key: "sku", resolvable: false) { id: ID }');
    expect(short(sdl)).toBe('type A@join__type(graph:X key:"id")@join__type(graph:Y key:"sku" resolvable:false){id:ID}');
  });
});

describe('the real name of a field', () => {
  it.each([['price__souk1', 'price'], ['price__souk12', 'price'], ['price__souk', 'price__souk'], ['price__souk1x', 'price__souk1x'], ['price', 'price']])('of %s is %s', (name, real) => {
    expect(realFieldName(name)).toBe(real);
  });

  it('is asked for under the planner\'s as alias', () => {
    expect(short(withRealFieldNames('{ a { price__souk1(in: EUR) x: price__souk2 price } }'))).toBe('{a{price__souk1:price(in:EUR)x:price price}}');
  });

  it('leaves an operation without stand-ins as it is, to the letter', () => {
    expect(withRealFieldNames('{  a }')).toBe('{  a }');
  });
});
