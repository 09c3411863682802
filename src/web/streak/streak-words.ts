import type { StreaksJson } from '../../contract/schemas/attendance-schema.ts';
import type { BookingJson, CalendarJson } from '../../contract/schemas/booking-schema.ts';
import { formatCount, formatDay } from '../../render/format.ts';
import { addDays, addMonths, datesBetween, type LocalDate, startOfMonth } from '../../time/civil.ts';

type StreakJson = StreaksJson['week'];
type WeekJson = CalendarJson['weeks'][number];

/**
 * What has to happen for a streak to go on, as a sentence. `missing`: how many attended days the present week still needs;
 * null where that is not known.
 */
export function outlookOf(
  streak: StreakJson,
  unit: 'day' | 'week',
  today: LocalDate,
  missing: number | null = null,
): string {
  const { state, deadline } = streak;
  const by = deadline === null ? '' : ` by ${formatDay(deadline, today)}`;
  const days = missing === null ? 'more' : formatCount(missing, 'more day');
  const more = unit === 'week' ? `This week needs ${days}` : 'It needs a class';
  switch (state) {
    case 'none':
      return unit === 'week'
        ? `It begins with a week of ${formatCount(streak.target, 'attended day')}.`
        : 'It begins with the next attended class.';
    case 'safe':
      return deadline === null ? 'It is safe.' : `It is safe; the next class is due${by}.`;
    case 'pending':
      return `${more}${by}.`;
    case 'at_risk':
      return `${more}${by}: every day that is left counts.`;
  }
}

/** The months, as they are asked for, in which the last `weeks` weeks lie. */
export function monthsOfWeeks(today: LocalDate, weeks: number): readonly string[] {
  const first = startOfMonth(addDays(today, -7 * weeks));
  const months: string[] = [];
  for (let month = first; month <= today; month = addMonths(month, 1)) months.push(month.slice(0, 7));
  return months;
}

/** A week as its streak sees it. */
export interface CountedWeek extends WeekJson {
  readonly outcome: 'met' | 'open' | 'missed' | 'paused';
  /** Attended classes, by date. */
  readonly attended: readonly BookingJson[];
}

/** How many attended days the present week still needs; null where it needs none, or is not known. */
export function missingDays([present]: readonly CountedWeek[]): number | null {
  return present?.outcome === 'open' ? present.target - present.attendedDays : null;
}

/** Weeks, the latest first, down to the first in which anything was attended. */
export function sinceFirst(weeks: readonly CountedWeek[]): readonly CountedWeek[] {
  return weeks.slice(0, weeks.findLastIndex(({ attendedDays }) => attendedDays > 0) + 1);
}

/** The weeks of some months, the latest first, without those that have not begun. */
export function countWeeks(calendars: readonly CalendarJson[], today: LocalDate): readonly CountedWeek[] {
  const weeks = new Map(calendars.flatMap((each) => each.weeks.map((week) => [week.startsOn, week])));
  const attended = new Map<LocalDate, readonly BookingJson[]>();
  for (const { date, bookings } of calendars.flatMap(({ days }) => days)) {
    attended.set(
      date,
      bookings.filter(({ status }) => status === 'attended'),
    );
  }
  return [...weeks.values()]
    .filter(({ startsOn }) => startsOn <= today)
    .sort((a, b) => b.startsOn.localeCompare(a.startsOn))
    .map((week) => {
      const last = addDays(week.startsOn, 6);
      return {
        ...week,
        outcome: outcomeOf(week, today <= last),
        attended: datesBetween(week.startsOn, last).flatMap((date) => attended.get(date) ?? []),
      };
    });
}

function outcomeOf({ isPaused, attendedDays, target }: WeekJson, isPresent: boolean): CountedWeek['outcome'] {
  if (isPaused) return 'paused';
  if (attendedDays >= target) return 'met';
  return isPresent ? 'open' : 'missed';
}
