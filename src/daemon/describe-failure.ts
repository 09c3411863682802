import { NuminaError } from '../errors.ts';

/** An error in the words that the command line uses. */
export function describeFailure(error: unknown): string {
  if (error instanceof NuminaError) return error.message;
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
