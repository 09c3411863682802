import { type Booking, localDateOf } from '../../bookings/booking.ts';
import type { Store } from '../../db/store.ts';
import { addDays, startOfWeek, toDayNumber } from '../../time/civil.ts';
import { readAttendedDates } from '../attendance-store.ts';
import type { Judgement } from '../judgement.ts';
import { AskedDays } from './asked-days.ts';

/** The number of attended days of a week, and how many it needs. */
export interface WeekStanding {
  readonly attendedDays: number;
  readonly needed: number;
}

/** The standing of the week of a class. */
export async function readWeekStanding(
  store: Store,
  booking: Pick<Booking, 'startsLocal'>,
  { now, rules }: Judgement,
): Promise<WeekStanding> {
  const from = startOfWeek(localDateOf(booking), rules.weekStart);
  const attended = await readAttendedDates(store, { from, to: addDays(from, 6) }, now);
  return { attendedDays: attended.length, needed: new AskedDays(rules).daysNeeded(toDayNumber(from)) };
}
