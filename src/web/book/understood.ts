import type { UnclearJson, UnderstoodJson } from '../../contract/schemas/understand-schema.ts';

/** What the server makes of words for a time. */
export type Understanding = UnderstoodJson | UnclearJson;

/** A time that some words may mean. */
export type Meaning = UnclearJson['meanings'][number];

export function isUnderstood(answer: Understanding): answer is UnderstoodJson {
  return 'startsAt' in answer;
}
