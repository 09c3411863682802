import type { IncomingHttpHeaders } from 'node:http';
import { oneLine } from '../../errors.ts';
import { outlookOf, SourceFailure } from '../fetch/fetch-failures.ts';
import { isFields } from '../json/json-record.ts';

/** A complete answer of the API. */
export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** The parsed JSON; undefined where the answer is not JSON. */
  readonly value: unknown;
}

const CHECK_WHO =
  'Check the API key, the user and the password; the studio has to have activated the key for its site.';
const CHECK_WHAT = 'Check the numbers of the site and of the client.';
const LATER = 'Try again later.';
const OUR_FAULT = [400, 401, 403, 404, 405, 410, 422];

/** The failure for a refusal, in Mindbody's words without the `secrets`. */
export function replyFailure(host: string, reply: Reply, secrets: readonly string[]): SourceFailure {
  const { status, headers } = reply;
  const said = quoteError(reply.value, secrets);
  const outlook = { ...outlookOf(status, headers), isFinal: OUR_FAULT.includes(status) };
  const [fact, hint] = describeStatus(status);
  return new SourceFailure(`${host} ${fact} (${status})${said}.`, hint, outlook);
}

function describeStatus(status: number): [fact: string, hint: string] {
  if (status === 401 || status === 403) return ['does not let us in', CHECK_WHO];
  if (status === 429) return ['has been asked too often', LATER];
  if (status >= 500) return ['cannot answer now', LATER];
  if (status >= 400) return ['refuses what we ask', CHECK_WHAT];
  return ['does not answer as Mindbody does', 'Check the address of the API.'];
}

/** `: “Message”, Code`, or an empty text. The server may write anything in both, even what it was sent. */
function quoteError(value: unknown, secrets: readonly string[]): string {
  const error = isFields(value) ? value['Error'] : null;
  if (!isFields(error)) return '';
  const clean = (text: unknown) => (typeof text === 'string' ? oneLine(withoutSecrets(text, secrets)) : '');
  const [message, code] = [clean(error['Message']).replace(/\.$/, ''), clean(error['Code'])];
  return `${message && `: “${message}”`}${code && `, ${code}`}`;
}

function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets.reduce((rest, secret) => rest.replaceAll(secret, '…'), text);
}

/** The failure for a successful answer with unexpected content. */
export function shapeFailure(host: string, fact: string): SourceFailure {
  return new SourceFailure(`${host} ${fact}.`, 'Check the address of the API; if it is right, try again later.');
}

export function tooSlow(host: string): SourceFailure {
  return new SourceFailure(`${host} did not answer in time.`, LATER);
}
