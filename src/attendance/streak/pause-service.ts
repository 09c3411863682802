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
import { command, words } from '../../words.ts';
import { listPauseRows, listPauses, type PauseRow, toPause } from './pause-store.ts';
import { checkNewPause, type Pause, type PauseRange } from './pauses.ts';

/** The days of a pause in words, not checked yet. */
export interface SaidPause {
  readonly from: string;
  /** The same as `from` for a pause of one day. */
  readonly to: string;
}

/** Reads the days of a pause. Throws UsageError. */
export async function checkPauseDays(said: SaidPause, { today, locale }: DayReading): Promise<PauseRange> {
  const given = saidFields(said, 'A pause', ['from', 'to']);
  const from = saidText(given.get('from'), 'The first day');
  const to = saidText(given.get('to'), 'The last day');
  // In a pause a weekday means the coming one; in `--from` of a filter it means the latest.
  const first = await parseDate(from, today, /^\d{4}-\d\d$/.test(from.trim()) ? 'from' : null, locale);
  // As the last day, a weekday means the first one in the pause, so that `mon sun` is a week. Other words: as in a
  // filter.
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

/** The bookings ahead on the days of a pause, by start. A pause does not change them. */
export async function listBookedIn(
  { store, clock }: Pick<BookingContext, 'store' | 'clock'>,
  { from, to }: PauseRange,
): Promise<Booking[]> {
  const startsAfter = clock.now().toISOString();
  return queryBookings(store, { statuses: ['booked', 'waitlisted'], from, to, startsAfter });
}

/**
 * Removes the pause that `reference` names: by a day in it, its id or a prefix of the id. Throws NotFoundError, or
 * RefusedError where several match.
 */
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
  const hint = words`${command('pause list')} shows them with their ids.`;
  if (only) throw new RefusedError('ambiguous_pause', `“${reference}” names ${found.length} pauses.`, hint);
  throw new NotFoundError('pause_not_found', `There is no pause “${reference}”.`, hint);
}
