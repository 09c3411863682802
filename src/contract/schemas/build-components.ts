import * as z from 'zod';

export interface JsonSchemas {
  /** The schema of each name: a reference to a component where the schema has a name of its own. */
  readonly schemas: Readonly<Record<string, unknown>>;
  readonly components: Readonly<Record<string, unknown>>;
}

/** Schemas as JSON Schema (2020-12) for OpenAPI 3.1: what has a name of its own becomes a component. */
export function buildComponents(schemas: Readonly<Record<string, z.ZodType>>): JsonSchemas {
  const whole = z.toJSONSchema(z.strictObject(schemas), {
    io: 'input',
    override({ jsonSchema }) {
      // zod adds the limits of safe integers to every integer; numina does not promise them.
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
    },
  });
  const text = JSON.stringify(whole).replaceAll('"#/$defs/', '"#/components/schemas/');
  const { properties = {}, $defs = {} } = JSON.parse(text) as {
    readonly properties?: Record<string, unknown>;
    readonly $defs?: Record<string, Record<string, unknown>>;
  };
  // A component is known by its key.
  const components = Object.entries($defs).map(([name, { id: _id, ...schema }]) => [name, schema]);
  return { schemas: properties, components: Object.fromEntries(components) };
}
