/** A JSON Schema (2020-12), which is what OpenAPI 3.1 describes values with. */
export type JsonSchema = Readonly<Record<string, unknown>>;

export const orNull = (schema: JsonSchema): JsonSchema => {
  if (typeof schema['type'] === 'string' && schema['const'] === undefined && schema['enum'] === undefined) return { ...schema, type: [schema['type'], 'null'] };
  return Object.keys(schema).length === 0 ? schema : { anyOf: [schema, { type: 'null' }] };
};

/** With what the SDL says of it. */
export const described = (schema: JsonSchema, { description, deprecationReason }: { readonly description?: string | null | undefined; readonly deprecationReason?: string | null | undefined }): JsonSchema => ({
  ...schema,
  ...(description ? { description } : {}),
  ...(deprecationReason ? { deprecated: true } : {}),
});

/** Schemas with a name, which others refer to; each is made once, and may refer to itself. */
export class NamedSchemas {
  readonly #schemas = new Map<string, JsonSchema>();

  refer(name: string, make: () => JsonSchema): JsonSchema {
    if (!this.#schemas.has(name)) {
      this.#schemas.set(name, {});
      this.#schemas.set(name, make());
    }
    return { $ref: `#/components/schemas/${name}` };
  }

  all(): Readonly<Record<string, JsonSchema>> {
    return Object.fromEntries([...this.#schemas].sort(([left], [right]) => (left < right ? -1 : 1)));
  }
}
