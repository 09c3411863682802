import { NuminaError, oneLine } from '../../errors.ts';
import type { ImapDefinition } from '../feeds/feed.ts';
import { SourceFailure } from '../fetch/fetch-failures.ts';

/** What the library and Node tell of an error. */
interface Facts {
  readonly code: string;
  /** NO or BAD, where the server refused a command. */
  readonly status: string;
  /** What the server gives as its reason: a code of RFC 5530, and its own words. */
  readonly serverCode: string;
  readonly serverWords: string;
  readonly message: string;
  readonly isLogin: boolean;
  readonly isFolderMissing: boolean;
  readonly isTls: boolean;
}

const LATER = 'Try again later.';

/** What went wrong at a server, in words. What is no failure of the server is given as it is. */
export function imapFailure(definition: ImapDefinition, error: unknown): unknown {
  if (error instanceof NuminaError || !(error instanceof Error)) return error;
  const facts = factsOf(error);
  if (facts.isLogin) return loginFailure(definition, facts, error);
  if (facts.isFolderMissing) return folderFailure(definition, error);
  if (facts.isTls) return plainFailure(definition, error);
  const { host } = definition;
  if (facts.status !== '') {
    const said = quoted(facts.serverWords);
    return new SourceFailure(`${host} refuses to read ${definition.folder}${said}.`, LATER, {}, error);
  }
  return facts.code === '' && facts.serverWords === '' ? error : connectionFailure(definition, facts, error);
}

/** A password that is wrong today is wrong tomorrow. The next token may be a good one. */
function loginFailure({ host, secret }: ImapDefinition, { serverCode, serverWords }: Facts, cause: Error) {
  const said = quoted(serverWords);
  if (serverCode === 'UNAVAILABLE' || serverCode === 'INUSE' || serverCode === 'LIMIT') {
    return new SourceFailure(`${host} lets nobody in now${said}.`, LATER, {}, cause);
  }
  if (secret.kind === 'token') {
    const hint = 'It has expired, or is for something else: the command must print one that is good now.';
    return new SourceFailure(`${host} refuses the access token${said}.`, hint, {}, cause);
  }
  const hint = 'Many providers want a password made for one program alone: docs/mail.md names them.';
  return new SourceFailure(`${host} refuses the name or the password${said}.`, hint, { isFinal: true }, cause);
}

function folderFailure({ host, folder }: ImapDefinition, cause: Error) {
  const hint =
    'Add the feed again with the name that the server gives it; a folder may lie in another, as INBOX/Sport.';
  return new SourceFailure(`There is no folder ${folder} at ${host}.`, hint, { isFinal: true }, cause);
}

function plainFailure({ host }: ImapDefinition, cause: Error) {
  const hint = 'Somebody may be in between. Use imaps://, which begins with encryption.';
  const fact = `${host} does not encrypt (no STARTTLS), so it was told no password.`;
  return new SourceFailure(fact, hint, { isFinal: true }, cause);
}

function connectionFailure({ host, port }: ImapDefinition, { code, serverWords, message }: Facts, cause: Error) {
  const failure = (fact: string, hint: string) => new SourceFailure(fact, hint, {}, cause);
  const place = `${host}, port ${port},`;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return failure(`There is no host ${host}, or no network.`, 'Check the address and the connection.');
  }
  if (/CERT|SIGNATURE|ISSUER/.test(code) || /certificate/i.test(message)) {
    return failure(
      `The certificate of ${host} is not to be trusted (${code || 'unknown'}).`,
      'Somebody may be in between.',
    );
  }
  if (/^(?:ERR_SSL|ERR_TLS|EPROTO|STARTTLS_INJECTION)/.test(code)) {
    return failure(
      `${place} does not encrypt as it should (${code}).`,
      'imaps:// is for port 993, imap:// for port 143.',
    );
  }
  if (
    /^(?:LineTooLarge|LiteralTooLarge|ResponseTooLarge|TooManyTokens|TooManyResponses|ParserError|InvalidResponse)/.test(
      code,
    )
  ) {
    return failure(`${place} answers what is no IMAP (${code}).`, 'Check the address and the port.');
  }
  if (/^(?:CONNECT_TIMEOUT|GREETING_TIMEOUT|UPGRADE_TIMEOUT|ETIMEOUT|ETIMEDOUT)$/.test(code)) {
    return failure(`${place} does not answer.`, 'Check the address and the connection.');
  }
  if (/^(?:NoConnection|EConnectionClosed|ClosedAfter|StateLogout|ECONNRESET|EPIPE)/.test(code)) {
    return failure(`${host} broke off in the middle${quoted(serverWords)}.`, LATER);
  }
  return failure(`${place} cannot be read (${code || oneLine(message)}).`, 'Check the address and the connection.');
}

export function tooSlow({ host }: ImapDefinition, limitMs: number, cause: unknown): SourceFailure {
  return new SourceFailure(`${host} did not answer within ${limitMs / 1000} seconds.`, LATER, {}, cause);
}

function factsOf(error: Error): Facts {
  const said = error as unknown as Readonly<Record<string, unknown>>;
  const text = (name: string) => (typeof said[name] === 'string' ? said[name] : '');
  return {
    code: text('code'),
    status: text('responseStatus'),
    serverCode: text('serverResponseCode'),
    serverWords: text('responseText') || text('reason'),
    message: error.message,
    isLogin: said['authenticationFailed'] === true,
    isFolderMissing: said['mailboxMissing'] === true,
    isTls: said['tlsFailed'] === true && text('code') === '',
  };
}

/** The server's words, fit for a sentence; servers of the whole world write them. */
function quoted(words: string): string {
  const line = oneLine(words).replace(/[.\s]+$/, '');
  return line === '' ? '' : ` (“${line}”)`;
}
