import { describe, expect, it } from '@jest/globals';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { catalogEvents, eventContract, logisticsEvents, newEvent, orderEvents, readEvent, userEvents, type EventContract } from './index.js';
import { z } from 'zod';

/** A stored event of an older version, as it lies in logs, and what reading it must give. */
interface GoldenEvent {
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: Readonly<Record<string, unknown>>;
  readonly reads: unknown;
}

const FOLDER = join(__dirname, 'past-versions');
const contracts = new Map<string, EventContract>([catalogEvents, userEvents, orderEvents, logisticsEvents].flatMap((events) => Object.values(events)).map((contract) => [contract.type, contract]));
const golden = readdirSync(FOLDER).map((file) => ({ file, ...(JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as GoldenEvent) }));

const contractOf = (type: string): EventContract => {
  const contract = contracts.get(type);
  if (contract === undefined) throw new Error(`there is no contract ${type}`);
  return contract;
};

describe('events of past versions', () => {
  it.each(golden)('$file is read in today’s shape', ({ reads, ...event }) => {
    expect(readEvent(contractOf(event.type), event)).toEqual(reads);
  });

  it('each have their golden file', () => {
    const expected = [...contracts.values()].flatMap(({ type, schemaVersion }) => Array.from({ length: schemaVersion - 1 }, (_, index) => `${type}.${index + 1}.json`));
    expect(golden.map(({ file }) => file).sort()).toEqual(expected.sort());
  });
});

describe('eventContract', () => {
  it('goes through every version, and leaves a newer one to its shape', () => {
    const contract = eventContract('Thing', 3, z.object({ steps: z.array(z.number()) }), [1, 2].map((step) => (data) => ({ steps: [...(data['steps'] as number[]), step] })));
    const read = (schemaVersion: number) => readEvent(contract, { type: 'Thing', schemaVersion, data: { steps: [] } }).steps;
    expect([1, 2, 3, 4].map(read)).toEqual([[1, 2], [2], [], []]);
    expect(newEvent(contract, { steps: [] }).schemaVersion).toBe(3);
  });

  it('says in one line what does not fit', () => {
    const contract = eventContract('Thing', 1, z.object({ id: z.string(), lines: z.array(z.object({ quantity: z.int() })) }));
    const read = () => readEvent(contract, { type: 'Thing', schemaVersion: 1, data: { lines: [{ quantity: 'two' }] } });
    expect(read).toThrow('The data does not fit Thing: id: Invalid input: expected string, received undefined; lines.0.quantity: Invalid input: expected number, received string');
  });

  it('refuses a version without its upcasters', () => {
    expect(() => eventContract('Thing', 2, z.object({}))).toThrow('Thing of version 2 needs 1 upcasters, got 0.');
  });
});
