import { type z } from 'zod';

/** One type of event: who publishes it, the version of its shape, and the shape. */
export interface EventContract<Type extends string = string, Schema extends z.ZodType = z.ZodType> {
  readonly type: Type;
  readonly schemaVersion: number;
  readonly schema: Schema;
}

export const eventContract = <const Type extends string, Schema extends z.ZodType>(type: Type, schemaVersion: number, schema: Schema): EventContract<Type, Schema> => ({ type, schemaVersion, schema });

/** What an event of that contract carries. */
export type EventData<Contract extends EventContract> = z.output<Contract['schema']>;

/** An event ready to be appended; throws where the data does not fit its contract. */
export const newEvent = <Contract extends EventContract>(contract: Contract, data: z.input<Contract['schema']>): { readonly type: Contract['type']; readonly schemaVersion: number; readonly data: Readonly<Record<string, unknown>> } => ({
  type: contract.type as Contract['type'],
  schemaVersion: contract.schemaVersion,
  data: contract.schema.parse(data) as Record<string, unknown>,
});

/** The data of a stored event, checked against its contract. */
export const readEvent = <Contract extends EventContract>(contract: Contract, event: { readonly type: string; readonly data: unknown }): EventData<Contract> => {
  if (event.type !== contract.type) throw new Error(`Expected an event ${contract.type}, got ${event.type}.`);
  return contract.schema.parse(event.data) as EventData<Contract>;
};
