import * as z from 'zod';

/** A JSON Schema itself, as `help json` prints it. */
export const jsonSchema = z
  .looseObject({
    $schema: z.literal('https://json-schema.org/draft/2020-12/schema').describe('The dialect'),
    title: z.string().describe('The command that the schema describes'),
    $defs: z.record(z.string(), z.looseObject({})).optional().describe('Schemas to which it refers'),
  })
  .meta({ id: 'JsonSchema', description: 'See https://json-schema.org/draft/2020-12/schema' });
