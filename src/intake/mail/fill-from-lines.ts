import { foldCase } from '../../fold-case.ts';
import { classInSubject } from './class-in-sentence.ts';
import { fillSlots, type LinesAround } from './class-lines.ts';
import type { FoundMoment } from './class-times.ts';
import { linesAroundTime } from './lines-around-time.ts';
import { type ClassFacts, cleanInstructor, durationInName } from './mail-facts.ts';
import type { MailFormat, Slot } from './mail-format.ts';
import { fieldOfLabel } from './mail-labels.ts';
import type { MailLine } from './mail-lines.ts';
import type { DateReading } from './scan-dates.ts';

/** The usual orders of lines, for a format without its own. */
const USUAL_ORDERS: readonly (readonly Slot[])[] = [
  ['class', 'instructor?', 'when', 'location?', 'address?'],
  ['when', 'class', 'location?', 'address?'],
].map((order) =>
  order.map((each) => ({ field: each.replace('?', '') as Slot['field'], isOptional: each.endsWith('?') })),
);

const [, TIME_FIRST = []] = USUAL_ORDERS;

export interface LineSearch {
  readonly format: MailFormat;
  readonly subject: string;
  readonly senderName: string;
  readonly reading: DateReading;
}

/** Fills what is still missing from the lines around the time. `taken` are the indices of lines that are read already. */
export function fillFromLines(
  { format, subject, senderName, reading }: LineSearch,
  lines: readonly MailLine[],
  { from, to }: FoundMoment,
  taken: ReadonlySet<number>,
  facts: ClassFacts,
): void {
  const around = linesAroundTime({ lines, taken, reading, ownNames: [senderName, facts.location ?? ''] }, from, to);
  if (around.teacher !== null) facts.instructor ??= cleanInstructor(around.teacher);
  facts.durationMinutes ??= durationInName(around.above[0]?.text ?? '') ?? durationInName(lines[from]?.text ?? '');
  if (facts.className !== null && facts.location !== null) return;
  const orders = format.orders.length > 0 ? format.orders : USUAL_ORDERS;
  for (const slots of isBelowTime(around, subject, facts) ? [TIME_FIRST] : orders) {
    const filled = fillSlots(slots, around, subject);
    if (filled === null) continue;
    const { className } = facts;
    // Lines belong together. Where none of them names the known class, they are about something else.
    const near = slots[0]?.field === 'when' ? around.below : around.above;
    if (className !== null && !near.some(({ text }) => foldCase(text).includes(foldCase(className)))) continue;
    // A label whose value stands elsewhere is no class.
    if (className === null && NO_CLASS.has(fieldOfLabel(filled.className ?? '') ?? '')) continue;
    if (className === null) facts.instructor ??= filled.instructor ?? null;
    facts.className ??= filled.className ?? null;
    facts.location ??= filled.location ?? null;
    facts.address ??= filled.address ?? null;
    return;
  }
}

/** Whether the time stands first and the class below it: nothing is above, and the line below is surely the class. */
function isBelowTime({ above, below }: LinesAround, subject: string, { className }: ClassFacts): boolean {
  const [first] = below;
  if (above.length > 0 || !first) return false;
  const name = foldCase(className ?? classInSubject(subject) ?? '');
  return (className === null && first.strong === first.text) || foldCase(first.text) === name;
}

/** Labels of these fields name no class; a place may: "Box", "Gym". */
const NO_CLASS: ReadonlySet<string> = new Set([
  'class',
  'date',
  'time',
  'when',
  'old',
  'end',
  'duration',
  'instructor',
  'id',
]);
