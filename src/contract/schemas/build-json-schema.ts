import * as z from 'zod';
import { COMMAND_SCHEMAS } from './command-schemas.ts';
import { error } from './error-schema.ts';

/** The names that have a schema: every command, and `error`. */
export const SCHEMA_NAMES: readonly string[] = [...Object.keys(COMMAND_SCHEMAS), 'error'];

/**
 * The JSON Schema (2020-12) of what these commands answer as JSON. For several commands it is the union of their
 * schemas, each with its command as the title. The name `error` stands for what any command prints on standard error.
 */
export function buildJsonSchema(names: readonly string[]): Readonly<Record<string, unknown>> {
  const schemas = names.flatMap((name) => {
    if (name === 'error') return error.meta({ title: 'an error' });
    return COMMAND_SCHEMAS[name]?.meta({ title: `the answer of ${name}` }) ?? [];
  });
  const [only, ...others] = schemas;
  const whole = only && others.length === 0 ? only : z.union(schemas).meta({ title: 'an answer of numina' });
  return z.toJSONSchema(whole, {
    override({ jsonSchema }) {
      // zod adds the limits of safe integers to every integer; numina does not promise them.
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
    },
  });
}
