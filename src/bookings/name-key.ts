import { foldCase } from '../fold-case.ts';

/** The key by which names, and places, are compared: without case and in one Unicode form. */
export function nameKey(text: string): string {
  return foldCase(text);
}
