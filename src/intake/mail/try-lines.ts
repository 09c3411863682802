import { fillSlots, type LinesAround } from './class-lines.ts';
import { findMoments, withoutOffers } from './class-times.ts';
import { patternText, slotsText } from './format-text.ts';
import { labelledValues } from './labelled-lines.ts';
import { linesAroundTime } from './lines-around-time.ts';
import type { FormatPattern, MailFormat, Slot } from './mail-format.ts';
import type { MailLine, MailText } from './mail-lines.ts';
import type { MailKind } from './mail-words.ts';
import { textsForIds, textsForPatterns } from './read-class.ts';
import type { DateReading } from './scan-dates.ts';
import { fieldsOf, type TriedLine } from './tried-line.ts';

export interface LinesToTry {
  readonly format: MailFormat;
  readonly subject: string;
  readonly senderName: string;
  readonly text: MailText;
  readonly kind: MailKind;
  readonly reading: DateReading;
}

/** What each line of a format matches in a mail, in the order in which they are tried. */
export function tryLines({ format, subject, senderName, text, kind, reading }: LinesToTry): readonly TriedLine[] {
  const lines = withoutOffers(text.lines).filter(({ isStruck }) => !isStruck || kind.includes('cancel'));
  const texts = textsForPatterns(lines);
  const labels = labelledValues(lines);
  const found = findMoments({ lines, labels, kind, reading });
  const [first] = typeof found === 'string' ? [] : found;
  const taken = new Set(labels.flatMap(({ from, to }) => [from, to]));
  const around = first && linesAroundTime({ lines, taken, reading, ownNames: [senderName] }, first.from, first.to);
  return [
    ...firstOf(format.subjects.map((each) => trySubject(each.kind, each.pattern, subject))),
    ...format.lines.map((each) => tryPattern(each, kind, texts)),
    ...labels.map(({ field, value, from, to }) => toLabel(field, value, lines.slice(from, to + 1))),
    ...firstOf(format.orders.map((slots) => tryOrder(slots, around, subject))),
    ...firstOf(format.ids.map((pattern) => tryId(pattern, textsForIds(text)))),
    {
      part: 'time',
      said: typeof found === 'string' ? found : 'the day and the time',
      matched: first
        ? lines
            .slice(first.from, first.to + 1)
            .map((line) => line.text)
            .join(' / ')
        : null,
      fields: fieldsOf({ when: first?.moment.local, duration: first?.moment.durationMinutes }),
    },
  ];
}

/** The first line that matches counts. The lines after it are not tried, so they match nothing. */
function firstOf(lines: readonly TriedLine[]): TriedLine[] {
  const first = lines.findIndex(({ matched }) => matched !== null);
  return lines.map((line, index) => (first < 0 || index <= first ? line : { ...line, matched: null, fields: {} }));
}

function trySubject(kind: string, pattern: RegExp, subject: string): TriedLine {
  const match = pattern.exec(subject);
  return {
    part: 'subject',
    said: `${kind}: ${patternText(pattern)}`,
    matched: match?.[0] ?? null,
    fields: fieldsOf(match?.groups ?? {}),
  };
}

function tryPattern({ kinds, pattern }: FormatPattern, kind: MailKind, texts: readonly string[]): TriedLine {
  const isMeant = kinds.length === 0 || kinds.includes(kind);
  const said = kinds.length === 0 ? patternText(pattern) : `${kinds.join(', ')}: ${patternText(pattern)}`;
  const matches = isMeant ? texts.map((text) => pattern.exec(text)) : [];
  const match = matches.find((each) => each?.groups) ?? null;
  return { part: 'line', said, matched: match?.[0] ?? null, fields: fieldsOf(match?.groups ?? {}) };
}

function toLabel(field: string, value: string, lines: readonly MailLine[]): TriedLine {
  const matched = lines.map(({ text }) => text).join(' / ');
  return { part: 'label', said: field, matched, fields: fieldsOf({ [field]: value }) };
}

function tryOrder(slots: readonly Slot[], around: LinesAround | undefined, subject: string): TriedLine {
  const said = slotsText(slots);
  const filled = around ? fillSlots(slots, around, subject) : null;
  if (!around || !filled) return { part: 'order', said, matched: null, fields: {} };
  const { className, ...rest } = filled;
  const fields = fieldsOf({ class: className, ...rest });
  return { part: 'order', said, matched: Object.values(fields).join(' / '), fields };
}

function tryId(pattern: RegExp, texts: readonly string[]): TriedLine {
  for (const text of texts) {
    const match = pattern.exec(text);
    const id = match?.groups?.['id'] ?? match?.[1];
    if (match && id) return { part: 'id', said: patternText(pattern), matched: match[0], fields: { id } };
  }
  return { part: 'id', said: patternText(pattern), matched: null, fields: {} };
}
