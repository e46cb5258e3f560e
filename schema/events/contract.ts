import { type z } from 'zod';

/** One type of event: who publishes it, the version of its shape, and the shape. */
export interface EventContract<Type extends string = string, Schema extends z.ZodType = z.ZodType> {
  readonly type: Type;
  readonly schemaVersion: number;
  readonly schema: Schema;
  /** By version: what makes data of that version data of the next one. */
  readonly upcasters: readonly Upcaster[];
}

type EventRecord = Readonly<Record<string, unknown>>;
/** Makes an event's data what the next version of its shape says; what an old one did not tell is null. */
export type Upcaster = (data: EventRecord) => EventRecord;

/** `upcasters`: from version 1 to 2, from 2 to 3, … up to this version. */
export const eventContract = <const Type extends string, Schema extends z.ZodType>(type: Type, schemaVersion: number, schema: Schema, upcasters: readonly Upcaster[] = []): EventContract<Type, Schema> => {
  if (upcasters.length !== schemaVersion - 1) throw new Error(`${type} of version ${schemaVersion} needs ${schemaVersion - 1} upcasters, got ${upcasters.length}.`);
  return { type, schemaVersion, schema, upcasters };
};

/** What an event of that contract carries. */
export type EventData<Contract extends EventContract> = z.output<Contract['schema']>;

/** An event ready to be appended; throws where the data does not fit its contract. */
export const newEvent = <Contract extends EventContract>(contract: Contract, data: z.input<Contract['schema']>): { readonly type: Contract['type']; readonly schemaVersion: number; readonly data: Readonly<Record<string, unknown>> } => ({
  type: contract.type as Contract['type'],
  schemaVersion: contract.schemaVersion,
  data: contract.schema.parse(data) as Record<string, unknown>,
});

/** The data of a stored event in the contract's own shape, whichever version it was written in, checked. Throws one readable line where it does not fit: as a dead letter's reason it is read by people. */
export const readEvent = <Contract extends EventContract>(contract: Contract, event: { readonly type: string; readonly schemaVersion: number; readonly data: EventRecord }): EventData<Contract> => {
  if (event.type !== contract.type) throw new Error(`Expected an event ${contract.type}, got ${event.type}.`);
  const data = contract.upcasters.slice(event.schemaVersion - 1).reduce((current, upcast) => upcast(current), event.data);
  const parsed = contract.schema.safeParse(data);
  if (parsed.success) return parsed.data as EventData<Contract>;
  throw new Error(`The data does not fit ${contract.type}: ${parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')}`);
};
