import type { BookingJson } from '../../contract/schemas/booking-schema.ts';
import { formatNearDay } from '../../render/format.ts';
import type { LocalDate } from '../../time/civil.ts';
import { ask } from '../api/ask.ts';
import { problemOf, sayProblem } from '../api/problem.ts';
import { refresh } from '../api/use-data.ts';
import type { AppView } from '../app-context.ts';
import { changesOf, formValues } from '../booking/booking-edits.ts';
import { isAhead } from '../booking/booking-words.ts';

/** Only what is still to come moves by dragging: the past is corrected in the form. */
export function canMove(booking: BookingJson, view: Pick<AppView, 'now' | 'nowLocal' | 'homeZone' | 'clock'>): boolean {
  return isAhead(booking, view);
}

/** The body of a PATCH that moves a booking to another date at its hour; null where it is there already. */
export function moveTo(booking: BookingJson, date: LocalDate): Readonly<Record<string, unknown>> | null {
  return changesOf(booking, { ...formValues(booking), date });
}

/** Moves a booking to another date at its hour, as the person saw it, and tells the person. */
export async function moveBooking(seen: BookingJson, date: LocalDate, app: AppView): Promise<void> {
  const body = moveTo(seen, date);
  if (body === null) return;
  try {
    const path = `/bookings/${seen.id}`;
    const { data: present, etag } = await ask<BookingJson>('GET', path);
    if (present.startsAt !== seen.startsAt) {
      app.tell(`${seen.class.name} was moved meanwhile, so nothing was done. What you see now is new.`);
    } else {
      await ask('PATCH', path, { body, ifMatch: etag });
      app.tell(`Moved: ${seen.class.name}, ${formatNearDay(date, app.nowLocal.slice(0, 10))}.`, { canUndo: true });
    }
  } catch (error) {
    app.tell(sayProblem(problemOf(error)));
  }
  refresh();
}
