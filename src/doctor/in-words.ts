import { NuminaError } from '../errors.ts';
import { toSystemFailure } from '../files/file-failure.ts';

/** What the system refused, in words; null where it is a mistake of numina's own. */
export function inWords(error: unknown): NuminaError | null {
  return error instanceof NuminaError ? error : toSystemFailure(error);
}
