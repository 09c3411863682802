import { ValueScanner } from './value-scanner.ts';

/** What one method has found, such as `dkim=pass header.d=studio.example`. Names are in small letters. */
export interface MethodResult {
  readonly method: string;
  readonly result: string;
  /** Named `ptype.property`. A property that is given twice is here twice. */
  readonly properties: readonly { readonly name: string; readonly value: string }[];
}

/** What a server that received a mail says about its sender (RFC 8601). */
export interface AuthenticationResults {
  /** Its authserv-id, in small letters. */
  readonly server: string;
  readonly results: readonly MethodResult[];
}

/**
 * Parses the value of an `Authentication-Results` header (RFC 8601 §2.2). A result that breaks the grammar is left out.
 * Null where the header names no server, or where a comment or a quoted string has no end. Takes linear time.
 */
export function parseAuthenticationResults(value: string): AuthenticationResults | null {
  const scanner = new ValueScanner(value);
  scanner.skipBlanks();
  const server = scanner.readValue().toLowerCase();
  scanner.skipBlanks();
  // The version of the grammar. There is only one.
  scanner.readKeyword(/\d+/y);
  scanner.skipBlanks();
  if (server === '' || server.includes('=') || !(scanner.isAtEnd() || scanner.isAt(';'))) return null;
  const results: MethodResult[] = [];
  while (scanner.take(';')) {
    const result = readResult(scanner);
    if (result !== null) results.push(result);
    // After a broken result, parsing continues at the next one.
    if (result === null) scanner.skipTo(';');
  }
  return scanner.isBroken || !scanner.isAtEnd() ? null : { server, results };
}

const KEYWORD = /[a-z0-9](?:[\w-]*[a-z0-9])?/iy;

/** Null where there is none, as in `none`, or where it breaks the grammar. */
function readResult(scanner: ValueScanner): MethodResult | null {
  scanner.skipBlanks();
  const method = scanner.readKeyword(KEYWORD);
  scanner.skipBlanks();
  if (scanner.take('/')) {
    scanner.skipBlanks();
    if (scanner.readKeyword(/\d+/y) === '') return null;
    scanner.skipBlanks();
  }
  if (method === '' || !scanner.take('=')) return null;
  scanner.skipBlanks();
  const result = scanner.readKeyword(KEYWORD);
  scanner.skipBlanks();
  if (result === '') return null;
  const properties: { name: string; value: string }[] = [];
  while (!scanner.isAtEnd() && !scanner.isAt(';')) {
    const property = readProperty(scanner);
    if (property === null) return null;
    properties.push(property);
  }
  return { method: method.toLowerCase(), result: result.toLowerCase(), properties };
}

/** `header.d=studio.example`, and `reason=…`, which has no type. */
function readProperty(scanner: ValueScanner): { name: string; value: string } | null {
  let name = scanner.readKeyword(KEYWORD);
  scanner.skipBlanks();
  while (scanner.take('.')) {
    scanner.skipBlanks();
    const property = scanner.readKeyword(KEYWORD);
    if (property === '') return null;
    name += `.${property}`;
    scanner.skipBlanks();
  }
  if (name === '' || !scanner.take('=')) return null;
  scanner.skipBlanks();
  const value = scanner.readValue();
  scanner.skipBlanks();
  return { name: name.toLowerCase(), value };
}
