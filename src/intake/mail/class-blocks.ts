import { type FoundMoment, findMoments } from './class-times.ts';
import { labelledValues } from './labelled-lines.ts';
import type { MailLine } from './mail-lines.ts';
import type { MailKind } from './mail-words.ts';
import type { DateReading } from './scan-dates.ts';

const SEVERAL =
  /\b(?:(?:following|your|these) (?:\d+ |upcoming |next )?(?:classes|reservations|bookings|sessions|spots|appointments)|(?:deine|ihre|folgende) (?:\d+ )?(?:buchungen|kurse|termine|reservierungen|anmeldungen)|(?:vos|tes) (?:réservations|cours|séances)|(?:tus|sus) (?:reservas|clases|sesiones)|(?:le tue|le sue) (?:prenotazioni|lezioni)|(?:je|uw) (?:boekingen|lessen|reserveringen)|(?:as (?:tuas|suas)|suas) (?:reservas|aulas))(?!\p{L})/iu;
const MOST = 20;

/**
 * The lines of each class, where a mail names several: from each class label on, or paragraph by paragraph. Empty where
 * the mail has one class, or where its classes cannot be told apart.
 */
export function classBlocks(
  subject: string,
  lines: readonly MailLine[],
  kind: MailKind,
  reading: DateReading,
): readonly (readonly MailLine[])[] {
  if (kind === 'changed' || !(SEVERAL.test(subject) || lines.some(({ text }) => SEVERAL.test(text)))) return [];
  const labels = labelledValues(lines).filter(({ field }) => field === 'class');
  const starts = labels.length > 1 ? labels.map(({ from }) => from) : paragraphStarts(lines);
  const blocks = starts.map((from, index) => lines.slice(from, starts[index + 1] ?? lines.length));
  const timed = blocks.filter((block) => momentsIn(block, kind, reading).length === 1);
  return timed.length > 1 && timed.length <= MOST ? timed : [];
}

function paragraphStarts(lines: readonly MailLine[]): number[] {
  return lines.flatMap(({ isFirst }, index) => (isFirst ? [index] : []));
}

function momentsIn(lines: readonly MailLine[], kind: MailKind, reading: DateReading): readonly FoundMoment[] {
  const found = findMoments({ lines, labels: labelledValues(lines), kind, reading });
  return typeof found === 'string' ? [] : found;
}
