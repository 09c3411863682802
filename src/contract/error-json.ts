import type { NuminaError } from '../errors.ts';
import type { Words } from '../words.ts';
import type { ErrorFactsJson, ErrorJson } from './schemas/error-schema.ts';

/** `word` is how the front end words what it says. */
export function toErrorFacts({ code, fact, hint }: NuminaError, word: (said: Words) => string): ErrorFactsJson {
  return { code, message: word(fact), hint: hint && word(hint) };
}

export function toErrorJson(error: NuminaError, word: (said: Words) => string): ErrorJson {
  return { error: toErrorFacts(error, word) };
}
