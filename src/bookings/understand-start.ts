import { UsageError } from '../errors.ts';
import type { LocalDate } from '../time/civil.ts';
import { parseUnitDuration } from '../time/parse-duration.ts';
import { parseWhen, UncertainTimeError, type When, type WhenReference } from '../time/parse-when.ts';
import { resolveStart } from '../time/resolve-when.ts';
import { whenError } from '../time/when.ts';
import { wallTimeAt } from '../time/zones.ts';
import { field, words } from '../words.ts';
import type { BookingFields } from './booking-fields.ts';
import type { CancelBy, Start } from './plan-booking.ts';

/** Finds the time, `HH:MM`, at which a class usually begins on a date; null where it has none. */
export type UsualTime = (date: LocalDate) => Promise<string | null>;

/** What helps to read a time beside its words. */
export type StartReading = Pick<WhenReference, 'habits' | 'isPast' | 'around'>;

/** A start, and a note about how it was read (for example an hour that exists twice when summer time ends). */
export interface UnderstoodStart {
  readonly start: Start;
  readonly note: string | null;
  /** The duration where WHEN gave a start and an end; else null. */
  readonly durationMinutes: number | null;
}

/**
 * The start that WHEN names, in the zone that it names, else in `zone`. A date alone takes the usual time of the class.
 * A time that may be morning or evening (`6:30`) takes the half of the day near the usual time. Throws UsageError
 * rather than guess.
 */
export async function understandStart(
  when: string,
  zone: string,
  now: Date,
  usualTime: UsualTime,
  reading: StartReading = {},
): Promise<UnderstoodStart> {
  const reference = { now, nowLocal: wallTimeAt(now, zone), ...reading };
  const meant = await parseWhen(when, reference).catch((error: unknown) => settleHalfOfDay(error, usualTime));
  if (meant.kind === 'instant') {
    const startsAt = meant.at.toISOString();
    return { start: { startsLocal: wallTimeAt(meant.at, zone), zone, startsAt }, note: null, durationMinutes: null };
  }
  if (meant.kind === 'local') {
    return { ...startAt(meant.local, meant.zone ?? zone), durationMinutes: meant.minutes ?? null };
  }
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

/** A wall time in a zone as a start. Throws UsageError for a wall time in a DST gap. */
export function startAt(startsLocal: string, zone: string): UnderstoodStart {
  const { startsAt, note } = resolveStart(startsLocal, zone);
  return { start: { startsLocal, zone, startsAt }, note, durationMinutes: null };
}

/** With a usual time of 18:15 or 19:45, `6:30` means 18:30. Further from the usual time, it may be another class. */
const NEAR_MINUTES = 120;

/** Chooses the half of the day in which the class usually begins. Throws the error again where it cannot choose. */
async function settleHalfOfDay(error: unknown, usualTime: UsualTime): Promise<When> {
  if (!(error instanceof UncertainTimeError) || !error.isHalfOfDay) throw error;
  const near: When[] = [];
  for (const { when } of error.meanings) {
    if (when.kind !== 'local') continue;
    const usual = await usualTime(when.local.slice(0, 10));
    if (usual !== null && minutesApart(usual, when.local.slice(11, 16)) <= NEAR_MINUTES) near.push(when);
  }
  const [only, other] = near;
  if (only && !other) return only;
  throw error;
}

function minutesApart(one: string, other: string): number {
  const [a = 0, b = 0] = [one, other].map((time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3)));
  const apart = Math.abs(a - b);
  return Math.min(apart, 1440 - apart);
}

/**
 * The given fields of a booking, with the duration from WHEN. Throws UsageError where an option gives another zone or
 * duration than WHEN.
 */
export function withStart(fields: BookingFields, { start, durationMinutes }: UnderstoodStart): BookingFields {
  if (fields.zone !== undefined && fields.zone !== start.zone) {
    throw new UsageError('two_zones', `Two zones are named: ${start.zone} and ${fields.zone}.`, 'Name it once.');
  }
  if (durationMinutes === null) return fields;
  if (fields.durationMinutes !== undefined && fields.durationMinutes !== durationMinutes) {
    const fact = words`The time takes ${durationMinutes} minutes, and ${field('durationMinutes')} says ${fields.durationMinutes}.`;
    throw new UsageError('two_durations', fact, 'Say it once.');
  }
  return { ...fields, durationMinutes };
}

/** The instant that a text names in `zone`. Throws UsageError, also for a day without a time and for a span of time. */
export async function understandMoment(text: string, zone: string, now: Date, reading: StartReading): Promise<Date> {
  const { start, durationMinutes } = await understandStart(text, zone, now, async () => null, reading);
  if (durationMinutes === null) return new Date(start.startsAt);
  throw whenError('when_is_range', `“${text}” is a span of time, not a moment`, 'Give the moment only.');
}

/**
 * Reads `--cancel-by DURATION|WHEN` (`12h`, `12h before`, `mon 12:00`); WHEN is read in `zone`, that of the class.
 * Undefined (not given) and null (none) stay so. Throws UsageError, also for a number without a unit.
 */
export async function understandCancelBy(
  text: string | null | undefined,
  zone: string,
  now: Date,
  reading: StartReading = {},
): Promise<CancelBy | null | undefined> {
  if (text == null) return text;
  const length = text.replace(/\s+before(?: (?:the )?(?:class|start)| it (?:begins|starts))?\s*$/i, '');
  if (length !== text || isDuration(text)) return { kind: 'before', minutes: parseUnitDuration(length) };
  return { kind: 'at', at: await understandMoment(text, zone, now, reading) };
}

/** Whether a text is a duration: only digits and units (`12h`, `1 day`, `90`), unlike a time such as `6 pm`. */
function isDuration(text: string): boolean {
  const isOnlyUnits = /^\s*-?\d+(?:\.\d+)?\s*(?:[a-z]+\s*(?:\d+\s*[a-z]+\s*)*)?$/i.test(text);
  return isOnlyUnits && !/\d\s*(?:[ap]\b|[ap]\.?m|uhr)/i.test(text);
}
