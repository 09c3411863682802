import type { Booking } from '../../bookings/booking.ts';
import { type BookingContext, daysOf } from '../../bookings/booking-context.ts';
import { queryBookings } from '../../bookings/booking-query.ts';
import { recordChanges } from '../../bookings/record-changes.ts';
import type { DayReading } from '../../bookings/said-filter.ts';
import { saidFields, saidText } from '../../bookings/said-values.ts';
import { cleanTitle } from '../../bookings/text-fields.ts';
import { NotFoundError, RefusedError } from '../../errors.ts';
import { isLocalDate, WEEKDAYS } from '../../time/civil.ts';
import { parseDate } from '../../time/parse-date.ts';
import { listPauseRows, listPauses, type PauseRow, toPause } from './pause-store.ts';
import { checkNewPause, type Pause, type PauseRange } from './pauses.ts';

/** Days of a pause as anybody may send them, in words. */
export interface SaidPause {
  readonly from: string;
  /** The same day for a pause of one day. */
  readonly to: string;
}

/** The days that are meant. Throws UsageError. */
export async function checkPauseDays(said: SaidPause, { today, locale }: DayReading): Promise<PauseRange> {
  const given = saidFields(said, 'A pause', ['from', 'to']);
  const from = saidText(given.get('from'), 'The first day');
  const to = saidText(given.get('to'), 'The last day');
  // A pause looks ahead: a weekday is the coming one, where `from` of a filter means the latest.
  const first = await parseDate(from, today, /^\d{4}-\d\d$/.test(from.trim()) ? 'from' : null, locale);
  // A bare weekday is the first such day of the pause, so that `mon sun` is a week; all else is as in a filter.
  const word = to.trim().toLowerCase();
  const isWeekday = word.length >= 3 && WEEKDAYS.some((name) => name.startsWith(word));
  return { from: first, to: await parseDate(to, isWeekday ? first : today, 'to', locale) };
}

/** Every pause, by its first day. */
export function readPauses({ store }: Pick<BookingContext, 'store'>): Promise<Pause[]> {
  return listPauses(store);
}

/** Adds a pause, in the past or ahead. Throws UsageError and RefusedError as {@link checkNewPause}. */
export async function addPause(context: BookingContext, said: SaidPause, why: string | null = null): Promise<Pause> {
  const range = await checkPauseDays(said, daysOf(context));
  const text = why === null ? '' : saidText(why, 'The reason');
  const reason = text.trim() === '' ? null : cleanTitle(text, 'reason');
  return context.store.transaction(async (store) => {
    checkNewPause(range, (await listPauseRows(store)).map(toPause));
    const row: PauseRow = {
      id: context.newId(),
      user_id: store.userId,
      from_date: range.from,
      to_date: range.to,
      reason,
      created_at: context.clock.now().toISOString(),
    };
    await recordChanges(
      store,
      {
        what: `added a pause from ${range.from} to ${range.to}`,
        bookings: [],
        classes: [],
        rows: [{ table: 'pauses', key: { id: row.id }, before: null, after: { ...row } }],
      },
      context.listeners,
    );
    return toPause(row);
  });
}

/** What is booked on the days of a pause that are not over, by start: the pause leaves it as it is. */
export async function listBookedIn(
  { store, clock }: Pick<BookingContext, 'store' | 'clock'>,
  { from, to }: PauseRange,
): Promise<Booking[]> {
  const startsAfter = clock.now().toISOString();
  return queryBookings(store, { statuses: ['booked', 'waitlisted'], from, to, startsAfter });
}

/** Takes a pause away by a day in it, its id or the beginning of that. Throws NotFoundError, RefusedError where several begin so. */
export async function removePause(context: BookingContext, reference: string): Promise<Pause> {
  const word = saidText(reference, 'The pause');
  return context.store.transaction(async (store) => {
    const row = findByPrefix(await listPauseRows(store), word);
    await recordChanges(
      store,
      {
        what: `removed the pause from ${row.from_date} to ${row.to_date}`,
        bookings: [],
        classes: [],
        rows: [{ table: 'pauses', key: { id: row.id }, before: { ...row }, after: null }],
      },
      context.listeners,
    );
    return toPause(row);
  });
}

const SHORTEST_PREFIX = 4;

function findByPrefix(rows: readonly PauseRow[], reference: string): PauseRow {
  const word = reference.trim().toLowerCase();
  const isDay = isLocalDate(word);
  const found = rows.filter(({ id, from_date: from, to_date: to }) =>
    isDay ? from <= word && word <= to : word.length >= SHORTEST_PREFIX && id.startsWith(word),
  );
  const [only] = found;
  if (only && found.length === 1) return only;
  const hint = 'numina pause list shows them with their ids.';
  if (only) throw new RefusedError('ambiguous_pause', `“${reference}” names ${found.length} pauses.`, hint);
  throw new NotFoundError('pause_not_found', `There is no pause “${reference}”.`, hint);
}
