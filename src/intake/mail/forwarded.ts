import { cleanLine, type MailLine, type MailText } from './mail-lines.ts';

/** Who wrote a mail, when and about what. */
export interface MailHead {
  readonly address: string;
  /** The name beside the address; empty for none. */
  readonly name: string;
  readonly subject: string;
  /** An instant; null where it is not told, or not certain. */
  readonly writtenAt: Date | null;
}

const BEGINS =
  /^(?:-{3,}\s*)?(?:forwarded message|original message|weitergeleitete nachricht|ursprüngliche nachricht|message transféré|message d['’]origine|mensaje reenviado|mensaje original|messaggio inoltrato|messaggio originale|doorgestuurd bericht|oorspronkelijk bericht|mensagem encaminhada|mensagem original|begin forwarded message|anfang der weitergeleiteten nachricht|début du message (?:réexpédié|transféré)|inicio del mensaje reenviado|inizio messaggio inoltrato|begin doorgestuurd bericht)\s*:?(?:\s*-{3,})?$/iu;
const HEADS: readonly (readonly [key: 'from' | 'date' | 'subject' | 'to', pattern: RegExp])[] = [
  ['from', /^\*?(?:from|von|de|da|van)\s*:\*?\s*(.+)$/iu],
  [
    'date',
    /^\*?(?:date|sent|datum|gesendet|envoyé|fecha|enviado|data|inviato|verzonden|enviada)(?: am| le)?\s*:\*?\s*(.+)$/iu,
  ],
  ['subject', /^\*?(?:subject|betreff|objet|asunto|oggetto|onderwerp|assunto)\s*:\*?\s*(.+)$/iu],
  ['to', /^\*?(?:to|an|à|para|a|aan|cc|reply-to|antwort an)\s*:\*?\s*(.+)$/iu],
];
/** The heads stand within so many lines. */
const HEAD_LINES = 12;

/**
 * The mail that a person has forwarded within their own, with what they wrote above it left out; null where there is
 * none. Its date is the person's mail's where nothing certain stands in it.
 */
export function findForwarded(
  text: MailText,
  own: MailHead,
): { readonly head: MailHead; readonly text: MailText } | null {
  const at = text.lines.findIndex(({ text: line }) => BEGINS.test(line));
  if (at < 0) return null;
  const found: Partial<Record<'from' | 'date' | 'subject' | 'to', string>> = {};
  let body = at + 1;
  for (let index = at + 1; index < Math.min(text.lines.length, at + 1 + HEAD_LINES); index += 1) {
    const line = text.lines[index]?.text ?? '';
    const match = HEADS.map(([key, pattern]) => [key, pattern.exec(line)?.[1]] as const).find(([, value]) => value);
    if (!match) break;
    found[match[0]] ??= match[1] ?? '';
    body = index + 1;
  }
  const sender = parseSender(found.from ?? '');
  if (sender === null) return null;
  const lines: readonly MailLine[] = text.lines.slice(body);
  const head = {
    ...sender,
    subject: found.subject ?? own.subject,
    writtenAt: parseDate(found.date ?? '') ?? own.writtenAt,
  };
  return { head, text: { ...text, lines } };
}

/** `Kettle Row <a@b.example>`, or the address alone. */
function parseSender(text: string): { readonly address: string; readonly name: string } | null {
  const [, address = ''] = /<?([^\s<>@"(]+@[^\s<>@")]+)>?/.exec(text) ?? [];
  if (address === '') return null;
  const name = cleanLine(
    text
      .slice(0, text.indexOf(address))
      .replace(/[<"*[]|mailto:/g, '')
      .replace(/\($/, ''),
  );
  return { address, name };
}

/** Only what Date reads without a doubt: a month by its English name and a year. */
function parseDate(text: string): Date | null {
  if (!/\p{L}{3}/u.test(text) || !/\b\d{4}\b/.test(text)) return null;
  const at = Date.parse(text.replace(/\bat\b|\(.*\)|[\u202f]/g, ' ').replace(/^\p{L}+,\s*/u, ''));
  return Number.isNaN(at) ? null : new Date(at);
}
