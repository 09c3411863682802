import { checkDay, type DayReading } from '../../bookings/said-filter.ts';
import { saidText } from '../../bookings/said-values.ts';
import { UsageError } from '../../errors.ts';
import { addDays, type LocalDate } from '../../time/civil.ts';
import { field, words } from '../../words.ts';

/** Classes are rarely booked longer ahead. */
const DEFAULT_DAYS = 30;
const MOST_DAYS = 36_525;
const DAYS_OF: Readonly<Record<string, number>> = { d: 1, w: 7 };

/**
 * The first day whose mails are read: a date, or how far back, such as `30d` or `8w`. It is settled when the mailbox is
 * added, so that a first run that comes late leaves nothing out. Throws UsageError.
 */
export async function mailSinceOf(said: unknown, days: DayReading): Promise<LocalDate> {
  if (said === undefined) return addDays(days.today, -DEFAULT_DAYS);
  const text = saidText(said, field('since')).trim();
  const [, count, unit = ''] = /^(\d{1,6}) ?([dw])(?:ays?|eeks?)?$/i.exec(text) ?? [];
  if (count === undefined) {
    return checkDay(text, 'from', days).catch((error: unknown) => {
      if (!(error instanceof UsageError) || error.code !== 'when_not_understood') throw error;
      throw new UsageError(error.code, error.fact, 'Write a day such as 2026-11-01, or how far back: 30d, 8w.');
    });
  }
  const back = Number(count) * (DAYS_OF[unit.toLowerCase()] ?? 1);
  if (back <= MOST_DAYS) return addDays(days.today, -back);
  throw new UsageError('bad_since', words`${field('since', text)} is more than 100 years.`, 'For example: 30d');
}
