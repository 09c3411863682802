import { cleanLine, type MailLine, type MailText } from './mail-lines.ts';

/** Sender, time and subject of a mail. */
export interface MailHead {
  readonly address: string;
  /** The name beside the address; empty for none. */
  readonly name: string;
  readonly subject: string;
  /** Null where it is missing or not certain. */
  readonly writtenAt: Date | null;
}

const BEGINS =
  /^(?:-{3,}\s*)?(?:forwarded message|original message|weitergeleitete nachricht|ursprüngliche nachricht|message transféré|message d['’]origine|mensaje reenviado|mensaje original|messaggio inoltrato|messaggio originale|doorgestuurd bericht|oorspronkelijk bericht|mensagem encaminhada|mensagem original|begin forwarded message|anfang der weitergeleiteten nachricht|début du message (?:réexpédié|transféré)|inicio del mensaje reenviado|inizio messaggio inoltrato|begin doorgestuurd bericht)\s*:?(?:\s*-{3,})?$/iu;
const HEADS: readonly (readonly [key: 'from' | 'date' | 'subject' | 'to', pattern: RegExp])[] = [
  ['from', /^\*?(?:from|von|de|da|van)\s*:\*?\s*(.+)$/iu],
  [
    'date',
    /^\*?(?:date|sent|datum|gesendet|envoyé|fecha|enviado|data|inviato|verzonden|enviada)(?: (?:am|on|le|el|il|op|em))?\s*:\*?\s*(.+)$/iu,
  ],
  ['subject', /^\*?(?:subject|betreff|objet|asunto|oggetto|onderwerp|assunto)\s*:\*?\s*(.+)$/iu],
  ['to', /^\*?(?:to|an|à|para|a|aan|cc|reply-to|antwort an)\s*:\*?\s*(.+)$/iu],
];
/** The heads are within this number of lines. */
const HEAD_LINES = 12;

/**
 * The mail that a person forwarded inside of another, without what they wrote above it; null where there is none. Where
 * its date is not certain, that of the outer mail counts.
 */
export function findForwarded(
  text: MailText,
  own: MailHead,
): { readonly head: MailHead; readonly text: MailText } | null {
  const begins = text.lines.findIndex(({ text: line }) => BEGINS.test(line));
  const at = begins >= 0 ? begins + 1 : FORWARDS.test(own.subject) ? headsOfOutlook(text.lines) : -1;
  if (at < 0) return null;
  const { found, body } = readHeads(text.lines, at);
  const sender = parseSender(found.from ?? '');
  if (sender === null) return null;
  // A head that stands there once more is no part of what was forwarded.
  const heads = new Set(text.lines.slice(at, body).map((line) => line.text));
  const sent = (found.date ?? '').slice(-SENT_LENGTH);
  const isHead = (line: string) => heads.has(line) || (sent.length === SENT_LENGTH && line.includes(sent));
  const lines: readonly MailLine[] = text.lines.slice(body).filter((line) => !isHead(line.text));
  const head = {
    ...sender,
    subject: found.subject ?? own.subject,
    writtenAt: parseDate(found.date ?? '') ?? own.writtenAt,
  };
  return { head, text: { ...text, lines } };
}

/** The end of a date in so many characters has its day: "1. Dezember 2026 10:22". */
const SENT_LENGTH = 20;

type FoundHeads = Partial<Record<'from' | 'date' | 'subject' | 'to', string>>;

function readHeads(lines: readonly MailLine[], at: number): { readonly found: FoundHeads; readonly body: number } {
  const found: FoundHeads = {};
  let body = at;
  for (let index = at; index < Math.min(lines.length, at + HEAD_LINES); index += 1) {
    const line = lines[index]?.text ?? '';
    const match = HEADS.map(([key, pattern]) => [key, pattern.exec(line)?.[1]] as const).find(([, value]) => value);
    if (!match) break;
    found[match[0]] ??= match[1] ?? '';
    body = index + 1;
  }
  return { found, body };
}

/** The index of the heads that Outlook writes without a line above them; −1 where there are none. */
function headsOfOutlook(lines: readonly MailLine[]): number {
  const isHead = (at: number, wanted: string) =>
    HEADS.some(([key, pattern]) => key === wanted && pattern.test(lines[at]?.text ?? ''));
  return lines.findIndex(
    (_, at) => isHead(at, 'from') && isHead(at + 1, 'date') && [2, 3, 4].some((more) => isHead(at + more, 'subject')),
  );
}

const FORWARDS = /^\s*(?:fwd?|wg|tr|rv|i|enc|doorst)\s*:/iu;
/** The line above a quoted mail. */
const ANSWERED =
  /^(?:on .{6,120} wrote|am .{6,120} schrieb(?: .{1,120})?|le .{6,120} a écrit|el .{6,120} escribió|il (?:giorno )?.{6,120} ha scritto|op .{6,120} schreef(?: .{1,120})?|em .{6,120} escreveu)\s*:?$/iu;

/** A mail without the mail that it answers. */
export function withoutQuoted(text: MailText): MailText {
  const at = text.lines.findIndex(({ text: line }) => ANSWERED.test(line));
  return at < 0 ? text : { ...text, lines: text.lines.slice(0, at) };
}

/** Reads `Kettle Row <a@b.example>`, or an address alone. A name may be an address too: the one in angle brackets counts. */
function parseSender(text: string): { readonly address: string; readonly name: string } | null {
  const [, address = ''] = /<\s*(?:mailto:)?([^\s<>@"(]+@[^\s<>@")]+)\s*>/.exec(text) ?? ADDRESS.exec(text) ?? [];
  if (address === '') return null;
  const name = cleanLine(
    text
      .slice(0, text.lastIndexOf(address))
      .replaceAll(address, '')
      .replace(/[<"*[]|mailto:/g, '')
      .replace(/\($/, ''),
  );
  return { address, name };
}

const ADDRESS = /([^\s<>@"(:]+@[^\s<>@")]+)/;

/** Reads a date only where Date is certain: with an English month name and a year. */
function parseDate(text: string): Date | null {
  if (!/\p{L}{3}/u.test(text) || !/\b\d{4}\b/.test(text)) return null;
  const at = Date.parse(text.replace(/\bat\b|\(.*\)|[\u202f]/g, ' ').replace(/^\p{L}+,\s*/u, ''));
  return Number.isNaN(at) ? null : new Date(at);
}
