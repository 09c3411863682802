import { addDays, addMonths, type LocalDate, startOfMonth, startOfWeek } from '../../time/civil.ts';

/** A class that the demo's person goes to every week. */
export interface Habit {
  readonly name: string;
  /** Monday is 0. */
  readonly weekday: number;
  readonly time: string;
  /** As typed after `numina book`. */
  readonly options: Readonly<Record<string, string>>;
}

const HABITS: readonly Habit[] = [
  {
    name: 'Boxing',
    weekday: 0,
    time: '19:00',
    options: { type: 'boxing', location: 'Ring', instructor: 'Dana', duration: '60' },
  },
  {
    name: 'Spin 45',
    weekday: 1,
    time: '18:00',
    options: {
      type: 'cycling',
      location: 'Velo',
      instructor: 'Max',
      duration: '45',
      source: 'classpass',
      price: '14',
      currency: 'EUR',
      cancelBy: '12h',
      lateFee: '12',
    },
  },
  {
    name: 'Vinyasa Flow',
    weekday: 3,
    time: '07:30',
    options: {
      type: 'yoga',
      location: 'Studio North',
      instructor: 'Ana',
      duration: '60',
      source: 'mindbody',
      price: '16.50',
      currency: 'EUR',
      cancelBy: '12h',
    },
  },
  {
    name: 'Reformer',
    weekday: 5,
    time: '10:00',
    options: {
      type: 'pilates',
      location: 'Core Lab',
      instructor: 'Ines',
      duration: '50',
      source: 'classpass',
      price: '22',
      currency: 'EUR',
      cancelBy: '12h',
      lateFee: '15',
    },
  },
];

/** Days a week that the demo's person has set out to train. */
export const WEEKLY_TARGET = 3;
const WEEKS_BACK = 11;
const WEEKS_AHEAD = 2;

/** The outcome of a past class; `attended` by default. */
export type Fate = 'attended' | 'missed' | 'cancelled' | 'cancelled late' | 'unmarked';

/** One class of the season. */
export interface Planned {
  readonly habit: Habit;
  readonly date: LocalDate;
  readonly fate: Fate;
}

/** The classes of some weeks around `today`, by date. Most are attended, some are missed or cancelled. */
export function planSeason(today: LocalDate): Planned[] {
  const thisWeek = startOfWeek(today, 1);
  const season: Planned[] = [];
  for (let week = -WEEKS_BACK; week <= WEEKS_AHEAD; week += 1) {
    for (const [index, habit] of HABITS.entries()) {
      // Boxing is every third week, for variety.
      if (index === 0 && (week + WEEKS_BACK) % 3 !== 2) continue;
      const fate = FATES[`${-week} ${habit.name}`] ?? 'attended';
      season.push({ habit, date: addDays(thisWeek, 7 * week + habit.weekday), fate });
    }
  }
  const past = season.filter(({ date }) => date < today);
  const last = past.at(-1);
  return season.map((each) => (each === last ? { ...each, fate: 'unmarked' } : each));
}

/** By weeks back and class. */
const FATES: Readonly<Record<string, Fate>> = {
  '9 Vinyasa Flow': 'missed',
  '8 Spin 45': 'cancelled',
  '7 Reformer': 'missed',
  '4 Spin 45': 'cancelled late',
  '2 Boxing': 'cancelled',
};

/** The month that shows most: this one, or in its first days the one before. */
export function monthToShow(today: LocalDate): LocalDate {
  return Number(today.slice(8)) < 8 ? startOfMonth(addMonths(today, -1)) : startOfMonth(today);
}
