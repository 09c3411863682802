import * as z from 'zod';
import { type JsonOf, textOrNull } from './values.ts';

export const problem = z
  .strictObject({
    type: z.string().describe('about:blank; the code tells what kind of problem it is'),
    title: z.string().describe('The status in words'),
    status: z.int().min(400).max(599).describe('The status'),
    code: z
      .string()
      .regex(/^[a-z][a-z0-9_]*$/)
      .describe('A stable word for programs, the same as the command line gives'),
    detail: z.string().min(1).describe('What is wrong'),
    hint: textOrNull.describe('What to do'),
    errors: z
      .array(
        z.strictObject({
          pointer: z.string().describe('The wrong field, as a JSON Pointer in a fragment: #/repeat/count'),
          detail: z.string().describe('What is wrong with it'),
        }),
      )
      .describe('The fields that are wrong; empty where it is none'),
    meanings: z
      .array(
        z.strictObject({
          text: z.string().describe('The time in ISO 8601, to be asked for instead'),
          label: z.string().describe('The time in words'),
        }),
      )
      .optional()
      .describe('What a time in words may mean, where it is not certain'),
  })
  .meta({ id: 'Problem', description: 'An error, see RFC 9457' });
export type ProblemJson = JsonOf<typeof problem>;
