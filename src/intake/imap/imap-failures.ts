import { NuminaError, oneLine } from '../../errors.ts';
import { command, words } from '../../words.ts';
import type { ImapDefinition } from '../feeds/feed.ts';
import { SourceFailure } from '../fetch/fetch-failures.ts';

/** What the library and Node say about an error. */
interface Facts {
  readonly code: string;
  /** NO or BAD, where the server refused a command. */
  readonly status: string;
  /** The reason of the server: a code of RFC 5530, and a text. */
  readonly serverCode: string;
  readonly serverWords: string;
  readonly message: string;
  readonly isLogin: boolean;
  readonly isFolderMissing: boolean;
  readonly isTls: boolean;
}

const LATER = 'Try again later.';

/** Turns an error of a server into a SourceFailure with a clear message. Returns any other error unchanged. */
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

/** A wrong password stays wrong, so asking again is useless. The next access token may be valid. */
function loginFailure({ host, secret }: ImapDefinition, { serverCode, serverWords }: Facts, cause: Error) {
  const said = quoted(serverWords);
  if (serverCode === 'UNAVAILABLE' || serverCode === 'INUSE' || serverCode === 'LIMIT') {
    return new SourceFailure(`${host} accepts no logins at the moment${said}.`, LATER, {}, cause);
  }
  if (secret.kind === 'token') {
    const hint = 'It has expired, or is for another service. The command must print a valid one.';
    return new SourceFailure(`${host} refuses the access token${said}.`, hint, {}, cause);
  }
  const hint = 'Many providers need an app password, made for one program. docs/mail.md names them.';
  return new SourceFailure(`${host} refuses the name or the password${said}.`, hint, { isFinal: true }, cause);
}

function folderFailure({ host, folder }: ImapDefinition, cause: Error) {
  const hint = words`Take the feed away with ${command('sync remove')} and add it with the name that the server uses. A folder may be inside another, such as INBOX/Sport.`;
  return new SourceFailure(`There is no folder ${folder} at ${host}.`, hint, { isFinal: true }, cause);
}

function plainFailure({ host }: ImapDefinition, cause: Error) {
  const hint = 'Somebody may be intercepting the connection. Use imaps://, which is encrypted from the start.';
  const fact = `${host} does not offer encryption (no STARTTLS), so the password was not sent.`;
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
      `The certificate of ${host} cannot be trusted (${code || 'unknown'}).`,
      'Somebody may be intercepting the connection.',
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
    return failure(`${place} does not answer with IMAP (${code}).`, 'Check the address and the port.');
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

/** The text of a server as part of a sentence. It may contain anything, so it is cleaned. */
function quoted(words: string): string {
  const line = oneLine(words).replace(/[.\s]+$/, '');
  return line === '' ? '' : ` (“${line}”)`;
}
