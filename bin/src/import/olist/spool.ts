import { createReadStream, createWriteStream, type WriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Parts that a table is split into: each alone fits in memory easily, for tables of many million rows. */
export const PARTS = 32;

/** A table split by key into files, so that tables in any order can be joined part by part (a Grace hash join: Kitsuregawa et al., 1983). */
export interface Spool<Value> {
  /** Writes a row into the part of its key. */
  readonly add: (key: string, value: Value) => Promise<void>;
  /** No more rows come. */
  readonly seal: () => Promise<void>;
  /** The rows of one part, in the order they were added. */
  readonly part: (index: number) => AsyncIterable<Value>;
}

export const createSpool = <Value>(folder: string, name: string): Spool<Value> => {
  const paths = Array.from({ length: PARTS }, (_unused, index) => join(folder, `${name}-${index}.ndjson`));
  const streams = paths.map((path): WriteStream => createWriteStream(path));
  return {
    add: async (key, value) => {
      const stream = streams[partOf(key)];
      if (stream && !stream.write(`${JSON.stringify(value)}\n`)) await once(stream, 'drain');
    },
    seal: async () => {
      for (const stream of streams) stream.end();
      await Promise.all(streams.map((stream) => finished(stream)));
    },
    part: (index) => readPart<Value>(paths[index] ?? ''),
  };
};

async function* readPart<Value>(path: string): AsyncGenerator<Value> {
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) yield JSON.parse(line) as Value;
}

/** FNV-1a: any text, evenly spread. */
const partOf = (key: string): number => {
  let hash = 0x811c9dc5;
  for (let index = 0; index < key.length; index += 1) hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193) >>> 0;
  return hash % PARTS;
};
