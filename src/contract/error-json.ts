import type { NuminaError } from '../errors.ts';
import type { ErrorFactsJson, ErrorJson } from './schemas/error-schema.ts';

export function toErrorFacts({ code, message, hint }: NuminaError): ErrorFactsJson {
  return { code, message, hint };
}

export function toErrorJson(error: NuminaError): ErrorJson {
  return { error: toErrorFacts(error) };
}
