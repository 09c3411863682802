import { FailureError } from '../errors.ts';
import type { IntakeFormat } from './detect-format.ts';
import type { ReadResult } from './incoming.ts';

/** What an answer says of the document in it. */
export interface Transfer {
  /** As the server names it; null where it names none. */
  readonly charset: string | null;
  /** Whether the answer itself says where it ends. If not, a connection that broke looks like its end. */
  readonly isDelimited: boolean;
}

/**
 * Throws FailureError for a document from the network that breaks off: what is not in it may have been in the rest, and
 * its last class may be half of one. Where the answer says where it ends, the document may not contradict it; where it
 * does not, the document has to say so itself.
 */
export function requireWhole(
  format: IntakeFormat,
  text: string,
  { isCutOff }: Pick<ReadResult, 'isCutOff'>,
  { isDelimited }: Pick<Transfer, 'isDelimited'>,
): void {
  if (!isCutOff && (isDelimited || ENDS[format](text))) return;
  throw new FailureError(
    'broken_off',
    `The ${NAMES[format]} breaks off before its end, so nothing of it is taken.`,
    'Try again later. If it stays so, download it, look at its end, and import the file.',
  );
}

const NAMES: Readonly<Record<IntakeFormat, string>> = { ics: 'calendar', csv: 'table', json: 'document', mail: 'mail' };

/** Whether a document says that it has ended. */
const ENDS: Readonly<Record<IntakeFormat, (text: string) => boolean>> = {
  ics: (text) => /^[ \t]*END[ \t]*:[ \t]*VCALENDAR[ \t]*$/im.test(text),
  csv: (text) => /[\r\n]$/.test(text),
  // What breaks off is no JSON.
  json: () => true,
  mail: endsAsMail,
};

/** Of a mail in one part its calendar says so. One in many parts has a line after the last (RFC 2046 §5.1.1). */
function endsAsMail(text: string): boolean {
  const [head = ''] = text.split(/\r?\n\r?\n/, 1);
  const [, type = ''] = /^content-type:(.*)$/im.exec(head.replace(/\r?\n(?=[ \t])/g, '')) ?? [];
  if (!/^\s*multipart\//i.test(type)) return true;
  const [, quoted, bare] = /;\s*boundary\s*=\s*(?:"([^"]*)"|([^\s;]+))/i.exec(type) ?? [];
  return text.includes(`\n--${quoted ?? bare ?? ''}--`);
}
