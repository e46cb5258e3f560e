import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { JsonWriter } from './json-writer.js';

const textOf = (write: (json: JsonWriter) => void): string => {
  const json = new JsonWriter();
  write(json);
  return json.take().toString();
};

describe('the writer of JSON', () => {
  it.each(['', 'plain', '"', '\\', '\n\t\u0000\u001f', '\u007f', 'é', '漢字', '😀', '\ud800', 'a\udfff', '\u2028', 'x'.repeat(24), 'x'.repeat(25), `${'x'.repeat(30)}"`, `${'x'.repeat(30)}é`, '😀'.repeat(20_000)])('writes a string as JSON.stringify does: %j', (value) => {
    expect(textOf((json) => json.string(value))).toBe(JSON.stringify(value));
  });

  it('writes any strings one after the other as JSON.stringify does', () => {
    const unit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));
    const strings = fc.array(fc.oneof(fc.string({ maxLength: 60 }), fc.string({ unit: 'binary', maxLength: 60 }), fc.array(unit, { maxLength: 60 }).map((units) => units.join(''))), { maxLength: 50 });
    fc.assert(fc.property(strings, (values) => {
      expect(textOf((json) => values.forEach((value) => json.string(value)))).toBe(values.map((value) => JSON.stringify(value)).join(''));
    }));
  });

  it('writes strings that have nothing to escape without looking for it', () => {
    const plain = fc.string({ unit: 'grapheme', maxLength: 60 }).filter((value) => JSON.stringify(value) === `"${value}"`);
    fc.assert(fc.property(fc.array(plain, { maxLength: 20 }), (values) => {
      expect(textOf((json) => {
        json.begin(true);
        values.forEach((value) => json.string(value));
      })).toBe(values.map((value) => JSON.stringify(value)).join(''));
    }));
  });

  it('grows for a plain string of characters of three bytes', () => {
    const value = '漢'.repeat(40_000);
    expect(textOf((json) => {
      json.begin(true);
      json.string(value);
    })).toBe(`"${value}"`);
  });

  it('forgets with the next text that strings were plain', () => {
    const json = new JsonWriter();
    json.begin(true);
    json.begin(false);
    json.string('"'.repeat(40));
    expect(json.take().toString()).toBe(JSON.stringify('"'.repeat(40)));
  });

  it.each([0, 9, 10, -1, 2 ** 31 - 1, -(2 ** 31)])('writes the integer %d', (value) => {
    expect(textOf((json) => json.int(value))).toBe(String(value));
  });

  it('writes negative zero as zero', () => {
    expect(textOf((json) => json.int(-0))).toBe('0');
  });

  it.each<readonly [string, (json: JsonWriter) => void, string]>([
    ['bytes', (json) => json.ascii(Buffer.from('0123456789')), '0123456789'], ['a byte', (json) => json.byte(55), '7'], ['a text', (json) => json.text('äöü'), 'äöü'],
    ['a short string', (json) => json.string('a'), '"a"'], ['a long string', (json) => json.string('x'.repeat(30)), `"${'x'.repeat(30)}"`], ['an integer', (json) => json.int(5), '5'],
  ])('grows for %s at any length and keeps what it has', (_what, write, text) => {
    for (let before = 64 * 1024 - 40; before <= 64 * 1024; before += 1) {
      const start = 'y'.repeat(before);
      const written = textOf((json) => {
        json.ascii(Buffer.from(start));
        write(json);
      });
      if (written !== start + text) throw new Error(`After ${before} bytes: ${written.slice(before)}`);
    }
  });

  it('grows for a repetition', () => {
    expect(textOf((json) => {
      json.text('x'.repeat(60_000));
      json.repeat({ from: 0, to: 60_000 });
    })).toBe('x'.repeat(120_000));
  });

  it('repeats what was written between two places', () => {
    expect(textOf((json) => {
      json.text('[1,é');
      json.repeat({ from: 1, to: json.position });
    })).toBe('[1,é1,é');
  });

  it('takes back what came after a place', () => {
    expect(textOf((json) => {
      json.text('[1');
      const { position } = json;
      json.text(',2,3');
      json.rewind(position);
      json.text(']');
    })).toBe('[1]');
  });

  it('begins anew after each text, and a text that was taken stays as it is', () => {
    const json = new JsonWriter();
    json.text('first');
    const first = json.take();
    json.text('later');
    expect([json.take().toString(), first.toString()]).toEqual(['later', 'first']);
  });
});
