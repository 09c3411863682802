import { NuminaError } from '../errors.ts';
import type { Words } from '../words.ts';

/** A field that is wrong, by its place in the body as a JSON Pointer. */
export interface WrongField {
  readonly pointer: string;
  readonly detail: string;
}

/** A request that HTTP itself refuses, before any use case. */
export class RequestError extends NuminaError {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly fields: readonly WrongField[];

  constructor(
    status: number,
    code: string,
    fact: Words,
    {
      hint = null,
      headers = {},
      fields = [],
    }: {
      readonly hint?: Words | null;
      readonly headers?: Readonly<Record<string, string>>;
      readonly fields?: readonly WrongField[];
    } = {},
  ) {
    super('usage', code, fact, hint);
    this.status = status;
    this.headers = headers;
    this.fields = fields;
  }
}
