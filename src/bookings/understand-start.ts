import { UsageError } from '../errors.ts';
import type { LocalDate } from '../time/civil.ts';
import { parseUnitDuration } from '../time/parse-duration.ts';
import { parseWhen } from '../time/parse-when.ts';
import { resolveStart } from '../time/resolve-when.ts';
import { wallTimeAt } from '../time/zones.ts';
import type { CancelBy, Start } from './plan-booking.ts';

/** Asks for the time at which a class usually begins on a date, `HH:MM`; null where it has none. */
export type UsualTime = (date: LocalDate) => Promise<string | null>;

/** A start, and what a person must be told about how it was read (an hour that exists twice). */
export interface UnderstoodStart {
  readonly start: Start;
  readonly note: string | null;
}

/**
 * The start that WHEN names in `zone`. A date alone takes the class's usual time. Throws UsageError where
 * anything would have to be guessed.
 */
export async function understandStart(
  when: string,
  zone: string,
  now: Date,
  usualTime: UsualTime,
): Promise<UnderstoodStart> {
  const meant = await parseWhen(when, { now, nowLocal: wallTimeAt(now, zone) });
  if (meant.kind === 'instant') {
    const startsAt = meant.at.toISOString();
    return { start: { startsLocal: wallTimeAt(meant.at, zone), zone, startsAt }, note: null };
  }
  if (meant.kind === 'local') return startAt(meant.local, zone);
  const time = await usualTime(meant.date);
  if (time === null) {
    throw new UsageError(
      'time_missing',
      `“${when}” names a day but no time, and this class has no usual one.`,
      'Add the time, such as 18:00.',
    );
  }
  return startAt(`${meant.date}T${time}:00`, zone);
}

/** A wall time in its zone as a start. Throws UsageError for a time that a spring change leaves out. */
export function startAt(startsLocal: string, zone: string): UnderstoodStart {
  const { startsAt, note } = resolveStart(startsLocal, zone);
  return { start: { startsLocal, zone, startsAt }, note };
}

/**
 * `--cancel-by DURATION|WHEN` (`12h`, `12h before`, `mon 12:00`); a moment is read in the zone of the class. Not said
 * stays undefined, "none" stays null. Throws UsageError, also for a number without a unit.
 */
export async function understandCancelBy(
  text: string | null | undefined,
  zone: string,
  now: Date,
): Promise<CancelBy | null | undefined> {
  if (text == null) return text;
  const length = text.replace(/\s+before(?: (?:the )?(?:class|start)| it (?:begins|starts))?\s*$/i, '');
  if (length !== text || isDuration(text)) return { kind: 'before', minutes: parseUnitDuration(length) };
  const { start } = await understandStart(text, zone, now, async () => null);
  return { kind: 'at', at: new Date(start.startsAt) };
}

/** `12h`, `1 day`, `90`: digits and units only; a moment has more to it. */
function isDuration(text: string): boolean {
  return (
    /^\s*-?\d+(?:\.\d+)?\s*(?:[a-z]+\s*(?:\d+\s*[a-z]+\s*)*)?$/i.test(text) &&
    !/\d\s*(?:[ap]\b|[ap]\.?m|uhr)/i.test(text)
  );
}
