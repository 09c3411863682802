import type { IncomingBooking } from '../intake/incoming.ts';
import type { MailFormat } from '../intake/mail/mail-format.ts';
import type { TriedLine } from '../intake/mail/tried-line.ts';
import type { MissingField, TriedMail } from '../intake/mail/try-format.ts';
import { wordForTerminal } from '../terminal-words.ts';
import { formatFullDay, formatSpan, formatTime } from './format.ts';
import { glyphsOf } from './glyphs.ts';
import { printable, singleLine } from './printable.ts';
import { paintMark, symbolOf } from './status-symbol.ts';
import type { Style } from './style.ts';
import { wrapParts, wrapText } from './width.ts';

interface TriedFile {
  readonly file: string;
  readonly tried: TriedMail;
}

const MISSING: Readonly<Record<MissingField, string>> = {
  class: 'name',
  instructor: 'teacher',
  location: 'place',
  duration: 'length',
  id: 'number',
};

/** What each line of a format has matched in a mail: `✓` where it has, with what it found, `–` where it has not. */
export function renderTried({ name }: MailFormat, { file, tried }: TriedFile, style: Style): string {
  const { dot } = glyphsOf(style);
  const separator = ` ${dot} `;
  const kind = tried.kind === null ? [] : [tried.kind.replace('_', ' ')];
  const head = wrapParts([printable(file), printable(name), ...kind], separator, style.width);
  const subject = wrapText(tried.subject === '' ? 'no subject' : printable(tried.subject), style.width);
  return [
    ...head.map(style.paint.strong),
    ...subject.map(style.paint.dim),
    ...tried.lines.flatMap((line) => renderLine(line, style)),
    ...tried.bookings.flatMap((booking) => renderBooking(booking, separator, style)),
    ...(tried.missing.length === 0
      ? []
      : wrapText(`without ${listed(tried.missing)}`, style.width - 2).map((line) => `  ${line}`)),
    ...tried.reasons.flatMap((reason) => signed(false, printable(wordForTerminal(reason)), style)),
    ...(tried.isClaimed
      ? []
      : signed(false, `It is not of ${printable(name)}: the format does not name its sender.`, style)),
  ].join('\n');
}

const LABEL = 9;

function renderLine({ part, said, matched, fields }: TriedLine, style: Style): string[] {
  const width = style.width - LABEL - 2;
  const [first = '', ...rest] = wrapText(printable(said), width);
  const indent = ' '.repeat(LABEL + 2);
  const found = Object.entries(fields).map(([name, value]) => `${name} ${printable(value)}`);
  const below = [
    // A label stands for a word: what is behind it is what was found.
    ...(matched === null || part === 'label' || printable(matched) === printable(said)
      ? []
      : wrapText(`“${printable(matched)}”`, width).map(style.paint.dim)),
    ...wrapParts(found, ` ${glyphsOf(style).dot} `, width),
  ];
  const paint = matched === null ? style.paint.dim : (text: string) => text;
  return [
    `${signOf(matched !== null, style)} ${part.padEnd(LABEL)}${paint(first)}`,
    ...[...rest.map(paint), ...below].map((line) => indent + line),
  ];
}

function signOf(isMatched: boolean, style: Style): string {
  const mark = isMatched ? 'attended' : 'cancelled';
  return paintMark(mark, symbolOf(mark, style), style);
}

function signed(isGood: boolean, text: string, style: Style): string[] {
  const mark = isGood ? 'attended' : 'no_show';
  return wrapText(text, style.width - 2).map(
    (line, index) => `${index === 0 ? paintMark(mark, symbolOf(mark, style), style) : ' '} ${line}`,
  );
}

function renderBooking(booking: IncomingBooking, separator: string, style: Style): string[] {
  const { className, startsLocal, durationMinutes, location, instructor, source, externalId, status } = booking;
  const name = className === '' ? 'A class without a name' : printable(className);
  const others = [location, instructor, source, externalId].flatMap((text) => (text === null ? [] : [printable(text)]));
  const mark = booking.isCancelled ? 'cancelled' : (status ?? 'booked');
  const when =
    durationMinutes === 0
      ? `${formatFullDay(startsLocal.slice(0, 10))} ${formatTime(startsLocal, style.clock)}`
      : formatSpan(startsLocal, durationMinutes, style);
  return wrapParts([name, when, ...others], separator, style.width - 2).map(
    (line, index) => `${index === 0 ? paintMark(mark, symbolOf(mark, style), style) : ' '} ${line}`,
  );
}

function listed(missing: readonly MissingField[]): string {
  return missing.map((field) => MISSING[field]).join(', ');
}

/** Tab-separated: file, part, as the format says it, what it matched, what it found. */
export function triedRows({ file, tried }: TriedFile): string[][] {
  return tried.lines.map(({ part, said, matched, fields }) => {
    const found = Object.entries(fields).map(([name, value]) => `${name}=${value}`);
    return [file, part, said, matched ?? '', found.join(' ')].map(singleLine);
  });
}
