import * as z from 'zod';

/** The fields of an object, by name. */
export function fieldsOf(schema: z.ZodType | undefined): (readonly [string, z.ZodType])[] {
  return schema instanceof z.ZodObject ? Object.entries(schema.shape as Record<string, z.ZodType>) : [];
}

/** Whether the field of an object is a list. */
export function isRepeatable(schema: z.ZodType | undefined, name: string): boolean {
  const field = fieldsOf(schema).find(([each]) => each === name)?.[1];
  const inner = field instanceof z.ZodOptional ? field.unwrap() : field;
  return inner instanceof z.ZodArray;
}
