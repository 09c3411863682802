import type { ProblemJson } from './schemas/problem-schema.ts';

/** An error as HTTP says it. */
export function toProblemJson({
  status,
  title,
  code,
  detail,
  hint,
  errors,
}: Pick<ProblemJson, 'status' | 'title' | 'code' | 'detail' | 'hint' | 'errors'>): ProblemJson {
  return { type: 'about:blank', title, status, code, detail, hint, errors };
}
