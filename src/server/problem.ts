import { STATUS_CODES } from 'node:http';
import { toProblemJson } from '../contract/problem-json.ts';
import { type ErrorKind, NuminaError } from '../errors.ts';
import { toJsonText } from '../text/json-text.ts';
import { UncertainTimeError } from '../time/when.ts';
import { pointerTo, wordForApi } from './api-wording.ts';
import { RequestError, type WrongField } from './request-error.ts';

const STATUS_OF_KIND: Readonly<Record<ErrorKind, number>> = {
  usage: 400,
  not_found: 404,
  refused: 409,
  storage: 503,
  failure: 500,
  interrupted: 503,
};

const STATUS_OF_CODE: Readonly<Record<string, number>> = {
  changed_meanwhile: 412,
  nothing_taken: 422,
  idempotency_key_reused: 422,
};

/** Where the fields of a request are in its body. */
export type Pointers = (field: string) => string;

/** An error as problem details (RFC 9457). What is no error of numina is a defect: of it only that is told. */
export function toProblem(error: unknown, pointerOf: Pointers = pointerTo): Response {
  const known = error instanceof NuminaError ? error : defect();
  const errors = wrongFields(known, pointerOf);
  const status = statusOf(known, errors);
  const json = {
    ...toProblemJson({
      status,
      title: STATUS_CODES[status] ?? 'Error',
      code: known.code,
      detail: wordForApi(known.fact),
      hint: known.hint && wordForApi(known.hint),
      errors,
    }),
    ...(known instanceof UncertainTimeError && {
      meanings: known.meanings.map(({ text, label }) => ({ text, label })),
    }),
  };
  const headers = known instanceof RequestError ? known.headers : {};
  return new Response(`${toJsonText(json)}\n`, {
    status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers },
  });
}

function defect(): NuminaError {
  return new NuminaError('failure', 'defect', 'Something went wrong in numina.', 'The log of the server says more.');
}

function statusOf(error: NuminaError, errors: readonly WrongField[]): number {
  if (error instanceof RequestError) return error.status;
  const status = STATUS_OF_CODE[error.code] ?? STATUS_OF_KIND[error.kind];
  return status === 400 && errors.length > 0 ? 422 : status;
}

function wrongFields(error: NuminaError, pointerOf: Pointers): readonly WrongField[] {
  if (error instanceof RequestError) return error.fields;
  if (error.field === null) return [];
  return [{ pointer: pointerOf(error.field), detail: wordForApi(error.fact) }];
}
