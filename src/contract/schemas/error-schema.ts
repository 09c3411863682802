import * as z from 'zod';
import { type JsonOf, textOrNull } from './values.ts';

export const errorShape = z
  .strictObject({
    code: z
      .string()
      .regex(/^[a-z][a-z0-9_]*$/)
      .describe('A stable word for scripts'),
    message: z.string().min(1).describe('What is wrong'),
    hint: textOrNull.describe('What to do'),
  })
  .meta({ id: 'ErrorFacts', description: 'An error' });
export type ErrorFactsJson = JsonOf<typeof errorShape>;

export const error = z
  .strictObject({ error: errorShape })
  .meta({ id: 'Error', description: 'Printed on standard error by any command that fails' });
export type ErrorJson = JsonOf<typeof error>;
