import { type StoredEvent } from './event.js';

/** An event as JSON; every field as in the log, times as ISO 8601. */
export const encodeEvent = (event: StoredEvent): Buffer => Buffer.from(JSON.stringify(event));

/** The event in a message, or undefined where the message is none of ours. */
export const decodeEvent = (body: unknown): StoredEvent | undefined => {
  if (!isWireEvent(body)) return undefined;
  const { occurredAt, recordedAt, ...rest } = body;
  return { ...rest, occurredAt: new Date(occurredAt), recordedAt: new Date(recordedAt) };
};

type WireEvent = Omit<StoredEvent, 'occurredAt' | 'recordedAt'> & { readonly occurredAt: string; readonly recordedAt: string };

const TEXTS = ['id', 'tx', 'position', 'service', 'streamId', 'type', 'occurredAt', 'recordedAt'] as const;
const NUMBERS = ['version', 'schemaVersion'] as const;
const OBJECTS = ['data', 'meta'] as const;

const isWireEvent = (body: unknown): body is WireEvent => {
  if (typeof body !== 'object' || body === null) return false;
  const fields = body as Readonly<Record<string, unknown>>;
  return (
    TEXTS.every((name) => typeof fields[name] === 'string') &&
    NUMBERS.every((name) => typeof fields[name] === 'number') &&
    OBJECTS.every((name) => typeof fields[name] === 'object' && fields[name] !== null)
  );
};
