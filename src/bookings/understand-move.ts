import { addDays, type Weekday } from '../time/civil.ts';
import { parseDurationMinutes, unitMissing } from '../time/parse-duration.ts';
import { tidyTimeText } from '../time/when.ts';
import { wallTimeAt } from '../time/zones.ts';
import type { Booking } from './booking.ts';
import { type StartReading, startAt, type UnderstoodStart, understandStart } from './understand-start.ts';

const SHIFT = /^(?:([+\u2212-]) ?(\d.*)|(\d.*|an? .*|half an .*) (later|earlier))$/i;

/**
 * The start to which WHEN moves a booking, in `zone`. `+1h`, `-30m` and `1 day later` count from the start of the
 * class: hours as elapsed time, days as calendar days. A time alone keeps the day of the class. A weekday means that
 * day in the week of the class. Everything else is read as for a new booking. Throws UsageError.
 */
export async function understandMove(
  before: Booking,
  when: string,
  zone: string,
  now: Date,
  reading: StartReading,
): Promise<UnderstoodStart> {
  const [, sign, signed, said, direction] = SHIFT.exec(tidyTimeText(when)) ?? [];
  const length = signed ?? said;
  if (length !== undefined) {
    const isBack = (sign !== undefined && sign !== '+') || direction?.toLowerCase() === 'earlier';
    return shifted(before, minutesOf(length, when) * (isBack ? -1 : 1), zone);
  }
  const local = before.startsLocal;
  const usualTime = async () => local.slice(11, 16);
  const weekStart: Weekday = reading.habits?.weekStart ?? 1;
  return understandStart(when, zone, now, usualTime, { ...reading, around: { local, weekStart } });
}

function minutesOf(length: string, when: string): number {
  const plain = length.replace(/^half an hour$/i, '30m').replace(/^an? /i, '1 ');
  if (/^\d+$/.test(plain)) throw unitMissing(when.trim());
  return parseDurationMinutes(plain);
}

/** Whole days keep the wall time, also across a change to or from summer time. */
function shifted({ startsLocal, startsAt }: Booking, minutes: number, zone: string): UnderstoodStart {
  if (minutes % 1440 === 0) {
    return startAt(addDays(startsLocal.slice(0, 10), minutes / 1440) + startsLocal.slice(10), zone);
  }
  const at = new Date(Date.parse(startsAt) + minutes * 60_000);
  const start = { startsLocal: wallTimeAt(at, zone), zone, startsAt: at.toISOString() };
  return { start, note: null, durationMinutes: null };
}
