/** Where an event comes from; references only, never personal data. */
export interface EventMeta {
  /** A user's uuid, 'system', or a service's name. */
  readonly actor?: string;
  /** Set on history that an import wrote: such events are in the log and in tails, but never delivered to consumers. */
  readonly imported?: true;
  /** The id of the event or command that led to this one. */
  readonly causationId?: string;
}

/** What a command decided, before it is in the log. */
export interface NewEvent {
  /** Past tense, PascalCase: `OrderPlaced`. */
  readonly type: string;
  /** Version of the shape of `data`, from 1. */
  readonly schemaVersion: number;
  /** JSON; references, never names, e-mails or addresses: the log is not erased. */
  readonly data: Readonly<Record<string, unknown>>;
  /** When it happened; now unless told. */
  readonly occurredAt?: Date;
  readonly meta?: EventMeta;
}

export interface StoredEvent {
  /** A uuid of version 7. */
  readonly id: string;
  /** Transaction id and identity: together the event's place in the feed, as decimal texts (64 bits). */
  readonly tx: string;
  readonly position: string;
  /** The service whose log holds it. */
  readonly service: string;
  readonly streamId: string;
  /** Its number in the stream, from 1 without gaps. */
  readonly version: number;
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: Readonly<Record<string, unknown>>;
  readonly meta: EventMeta;
  readonly occurredAt: Date;
  readonly recordedAt: Date;
}
