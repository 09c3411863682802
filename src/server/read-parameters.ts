import type * as z from 'zod';
import { isRepeatable } from '../contract/schemas/object-fields.ts';
import { requireShape } from './require-shape.ts';

/** The query of an address by its schema. Throws RequestError where it has another shape. */
export function readParameters(params: URLSearchParams, schema: z.ZodType | undefined): unknown {
  const said: Record<string, unknown> = {};
  for (const name of new Set(params.keys())) {
    const values = params.getAll(name);
    const [first, ...others] = values;
    said[name] = others.length > 0 || isRepeatable(schema, name) ? values : first;
  }
  return requireShape(said, schema);
}
