import type * as z from 'zod';
import { RequestError, type WrongField } from './request-error.ts';

/** More than anybody reads. */
const MOST_FIELDS = 20;

/** A value of the shape of a schema; without one, it must be an object without fields. Throws RequestError (422). */
export function requireShape(value: unknown, schema: z.ZodType | undefined): unknown {
  if (schema === undefined) {
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    if (!isObject) throw wrongShape([{ pointer: '#', detail: 'The body is no object.' }], false);
    const names = Object.keys(value);
    if (names.length === 0) return {};
    throw wrongShape(
      names.map((name) => ({ pointer: pointerTo([name]), detail: `There is no field ${name}.` })),
      true,
    );
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const { issues } = parsed.error;
  const isUnknown = issues.every(({ code }) => code === 'unrecognized_keys');
  throw wrongShape(issues.flatMap(toWrongFields), isUnknown);
}

function wrongShape(fields: readonly WrongField[], isUnknown: boolean): RequestError {
  const shown = fields.slice(0, MOST_FIELDS);
  const fact = shown.length === 1 ? (shown[0]?.detail ?? '') : `${fields.length} fields are wrong.`;
  const hint = 'GET /api/v1/openapi.json says what is taken.';
  return new RequestError(422, isUnknown ? 'unknown_field' : 'bad_field', fact, { hint, fields: shown });
}

function toWrongFields(issue: z.core.$ZodIssue): WrongField[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      pointer: pointerTo([...issue.path, key]),
      detail: `There is no field ${key.slice(0, 100)}.`,
    }));
  }
  const name = issue.path.join('.') || 'The body';
  return [{ pointer: pointerTo(issue.path), detail: `${name}: ${issue.message}.` }];
}

/** A JSON Pointer in a fragment (RFC 6901 §6). */
function pointerTo(path: readonly PropertyKey[]): string {
  const steps = path.map((step) => String(step).slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1'));
  return `#${steps.map((step) => `/${step}`).join('')}`;
}
