import { foldCase } from '../fold-case.ts';

/** Case and Unicode form make no difference between names, or between places. */
export function nameKey(text: string): string {
  return foldCase(text);
}
