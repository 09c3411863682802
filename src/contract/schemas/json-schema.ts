import * as z from 'zod';

/** A JSON Schema itself, as `help json` prints it. */
export const jsonSchema = z
  .looseObject({
    $schema: z.literal('https://json-schema.org/draft/2020-12/schema'),
    title: z.string(),
    $defs: z.record(z.string(), z.looseObject({})).optional(),
  })
  .meta({ id: 'JsonSchema', description: 'See https://json-schema.org/draft/2020-12/schema' });
