import { NuminaError } from '../errors.ts';
import { toSystemFailure } from '../files/file-failure.ts';

/** An error of numina or of the system, in words; null for a defect of numina. */
export function inWords(error: unknown): NuminaError | null {
  return error instanceof NuminaError ? error : toSystemFailure(error);
}
