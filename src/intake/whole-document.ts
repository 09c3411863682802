import { FailureError } from '../errors.ts';
import type { IntakeFormat } from './detect-format.ts';
import type { ReadResult } from './incoming.ts';

/** What the HTTP answer says of the document in it. */
export interface Transfer {
  /** The charset that the server names; null where it names none. */
  readonly charset: string | null;
  /** Whether the answer says where it ends. If not, a broken connection looks like its end. */
  readonly isDelimited: boolean;
}

/**
 * Throws FailureError for a document from the network that breaks off. Its last class may be incomplete, and a class
 * that is missing may be in the lost rest. Where the answer says where it ends, the document must not break off. Where
 * it does not, the document itself must show its end.
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

/** Whether a document shows its own end. */
const ENDS: Readonly<Record<IntakeFormat, (text: string) => boolean>> = {
  ics: (text) => /^[ \t]*END[ \t]*:[ \t]*VCALENDAR[ \t]*$/im.test(text),
  csv: (text) => /[\r\n]$/.test(text),
  // A JSON document that breaks off cannot be parsed.
  json: () => true,
  mail: endsAsMail,
};

/** A mail in one part is judged by its calendar. A mail in many parts ends with a closing line (RFC 2046 §5.1.1). */
function endsAsMail(text: string): boolean {
  const [head = ''] = text.split(/\r?\n\r?\n/, 1);
  const [, type = ''] = /^content-type:(.*)$/im.exec(head.replace(/\r?\n(?=[ \t])/g, '')) ?? [];
  if (!/^\s*multipart\//i.test(type)) return true;
  const [, quoted, bare] = /;\s*boundary\s*=\s*(?:"([^"]*)"|([^\s;]+))/i.exec(type) ?? [];
  return text.includes(`\n--${quoted ?? bare ?? ''}--`);
}
