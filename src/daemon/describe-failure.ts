import { NuminaError } from '../errors.ts';

/** What went wrong, in the words that the command line has for it. */
export function describeFailure(error: unknown): string {
  if (error instanceof NuminaError) return error.message;
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
