import type { StreakRules } from '../../src/attendance/streak/asked-days.ts';
import { datesThatCount } from '../../src/attendance/streak/streak.ts';
import {
  buildStreakView,
  type StreakClass,
  type StreakInput,
  type StreakView,
} from '../../src/attendance/streak/streak-view.ts';
import { addDays, type LocalDate } from '../../src/time/civil.ts';
import { NOW_LOCAL } from './samples.ts';

export const TODAY = NOW_LOCAL.slice(0, 10);
const MONDAY = '2026-11-23';

const NAMES = ['Spin 45', 'Vinyasa Flow', 'Reformer', 'Yin', 'Boxing'];

function classOn(date: LocalDate, className: string, time = '18:00'): StreakClass {
  return { bookingId: `${date}-${className}`, className, startsLocal: `${date}T${time}:00` };
}

/** Attended days per week, the oldest first and this week last, on Tuesday, Thursday, Saturday and so on. */
export function classesPerWeek(daysPerWeek: readonly number[]): StreakClass[] {
  const weekdays = [1, 3, 5, 0, 6, 2, 4];
  return daysPerWeek.flatMap((count, index) => {
    const monday = addDays(MONDAY, (index - daysPerWeek.length + 1) * 7);
    const days = weekdays.slice(0, count).sort();
    return days.map((day, nth) => classOn(addDays(monday, day), NAMES[(index + nth) % NAMES.length] ?? ''));
  });
}

export const RULES: StreakRules = { restDays: [], weekStart: 1, weeklyTarget: 3, pauses: [] };

export function viewOf(attended: readonly StreakClass[], changes: Partial<StreakInput> = {}): StreakView {
  return buildStreakView({
    attended: datesThatCount(attended.map(({ startsLocal }) => startsLocal.slice(0, 10))),
    types: [],
    planned: [],
    unmarked: [],
    today: TODAY,
    rules: RULES,
    ...changes,
  });
}

export const unmarkedBoxing = classOn(MONDAY, 'Boxing', '19:00');
export const planned = [
  classOn('2026-11-24', 'Spin 45'),
  classOn('2026-11-26', 'Vinyasa Flow', '07:30'),
  classOn('2026-11-28', 'Reformer', '10:00'),
  classOn('2026-11-28', 'Yin', '11:30'),
];

/** The season of the screens: a missed week, a paused one, and this one open. */
export const season = classesPerWeek([3, 4, 2, 4, 3, 3, 5, 3, 0, 3, 3, 3, 3, 3, 0]);
export const seasonRules: StreakRules = { ...RULES, pauses: [{ from: '2026-10-12', to: '2026-10-18' }] };
