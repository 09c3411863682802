import type { Booking } from '../../src/bookings/booking.ts';
import type { CalendarDay, CalendarPeriod, CalendarView, CalendarWeek } from '../../src/calendar/calendar-view.ts';
import type { CardReminder } from '../../src/render/booking-fields.ts';
import type { ClassRow } from '../../src/render/class-table.ts';
import { type Paint, PLAIN_PAINT, type Style } from '../../src/render/style.ts';
import {
  addDays,
  datesBetween,
  endOfMonth,
  isoWeekOf,
  type LocalDate,
  startOfMonth,
  startOfWeek,
  type Weekday,
} from '../../src/time/civil.ts';
import { sampleBooking } from '../support/booking-samples.ts';

/** All samples live in New York in November 2026, five hours behind UTC. */
const OFFSET_MS = 5 * 3_600_000;

export const NOW_LOCAL = '2026-11-24T09:12:00';

export function instantOf(local: string): string {
  return new Date(Date.parse(`${local}Z`) + OFFSET_MS).toISOString();
}

/** New York as it is between the first Sundays of November and March, which is all that the samples need. */
export function wallTimeAt(instant: Date): string {
  return new Date(instant.getTime() - OFFSET_MS).toISOString().slice(0, 19);
}

export function styleOf(width: number, changes: Partial<Style> = {}): Style {
  return {
    width,
    unicode: true,
    paint: PLAIN_PAINT,
    clock: '24',
    homeZone: 'America/New_York',
    now: new Date(instantOf(NOW_LOCAL)),
    nowLocal: NOW_LOCAL,
    ...changes,
  };
}

const sgr = (on: number, off: number) => (text: string) => `\x1b[${on}m${text}\x1b[${off}m`;

/** Colours as a terminal would get them. */
export const COLOUR_PAINT: Paint = {
  good: sgr(32, 39),
  bad: sgr(31, 39),
  warn: sgr(33, 39),
  accent: sgr(36, 39),
  dim: sgr(2, 22),
  strong: sgr(1, 22),
  marked: sgr(7, 27),
  struck: sgr(9, 29),
};

/** A booking at a local time in New York; everything not given is plain. */
export function bookingAt(startsLocal: string, changes: Partial<Booking> = {}): Booking {
  const local = startsLocal.length === 16 ? `${startsLocal}:00` : startsLocal;
  const stamp = '2026-11-20T15:00:00.000Z';
  return sampleBooking({
    id: idOf(local + (changes.className ?? '')),
    className: 'Spin 45',
    classType: 'cycling',
    location: 'Velo',
    instructor: 'Max',
    startsLocal: local,
    durationMinutes: 45,
    source: 'classpass',
    bookedAt: stamp,
    attendedAt: null,
    cancelledAt: null,
    createdAt: stamp,
    updatedAt: stamp,
    ...changes,
  });
}

/** Always the same for the same text, so that pictures do not depend on the order of the tests. */
function idOf(text: string): string {
  let hash = 0x3f2a;
  for (const character of text) hash = (Math.imul(hash, 0x01000193) ^ character.charCodeAt(0)) >>> 0;
  return `${hash.toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`;
}

const spin = { className: 'Spin 45', location: 'Velo', instructor: 'Max', source: 'classpass', durationMinutes: 45 };
const paidSpin = {
  ...spin,
  externalId: 'CP-88213',
  cancelBy: instantOf('2026-11-24T06:00:00'),
  cancelByMinutes: 720,
  lateFee: 12_000,
  price: 18_500,
  currency: 'EUR',
};
const vinyasa = {
  className: 'Vinyasa Flow',
  classType: 'yoga',
  location: 'Studio North',
  instructor: 'Ana',
  source: 'mindbody',
  durationMinutes: 60,
};
const reformer = {
  className: 'Reformer',
  classType: 'pilates',
  location: 'Core Lab',
  instructor: 'Ines',
  source: 'classpass',
  durationMinutes: 50,
};
const yin = { ...vinyasa, className: 'Yin', instructor: 'Joel', durationMinutes: 75 };
const boxing = {
  className: 'Boxing',
  classType: 'boxing',
  location: 'Ring',
  instructor: null,
  source: 'manual',
  durationMinutes: 60,
};

/** The month of the screens: three classes a week, some that went otherwise, one day that is crowded. */
export function november(): Booking[] {
  const attended = { status: 'attended' } as const;
  return [
    bookingAt('2026-11-01T10:00', { ...yin, ...attended }),
    bookingAt('2026-11-03T18:00', { ...spin, ...attended }),
    bookingAt('2026-11-05T07:30', { ...vinyasa, ...attended }),
    bookingAt('2026-11-07T10:00', { ...reformer, ...attended }),
    bookingAt('2026-11-10T18:00', { ...spin, ...attended }),
    bookingAt('2026-11-11T19:00', { ...boxing, status: 'cancelled' }),
    bookingAt('2026-11-12T07:30', { ...vinyasa, ...attended }),
    bookingAt('2026-11-14T10:00', { ...reformer, ...attended }),
    bookingAt('2026-11-14T11:30', { ...yin, ...attended }),
    bookingAt('2026-11-17T18:00', { ...spin, status: 'no_show' }),
    bookingAt('2026-11-19T07:30', { ...vinyasa, ...attended }),
    bookingAt('2026-11-21T10:00', { ...reformer, ...attended }),
    bookingAt('2026-11-23T19:00', boxing),
    ...comingUp(),
  ];
}

/** What is booked from the samples' now on. */
export function comingUp(): Booking[] {
  return [
    bookingAt('2026-11-24T18:00', paidSpin),
    bookingAt('2026-11-26T07:30', { ...vinyasa, cancelBy: instantOf('2026-11-25T19:30:00') }),
    bookingAt('2026-11-28T10:00', { ...reformer, cancelBy: instantOf('2026-11-27T22:00:00') }),
    bookingAt('2026-11-28T11:30', { ...yin, status: 'waitlisted' }),
  ];
}

/** The week of the screens, with longer names and more of them. */
export function busyWeek(): Booking[] {
  return [
    ...november(),
    bookingAt('2026-11-25T18:00', {
      className: 'Functional Strength Training',
      location: 'The Very Long Named Gym',
      durationMinutes: 60,
    }),
    bookingAt('2026-11-27T06:15', { className: 'HIIT', status: 'cancelled' }),
    bookingAt('2026-11-29T09:00', { ...vinyasa, className: 'Power Yoga' }),
  ].sort(byStart);
}

/** A day with everything in it: gaps, the present, what was cancelled, three that overlap, one past midnight. */
export function busyDay(): Booking[] {
  return [
    bookingAt('2026-11-24T07:00', { ...vinyasa, status: 'attended' }),
    bookingAt('2026-11-24T08:45', { ...boxing, className: 'Open Gym', location: 'Gym', durationMinutes: 90 }),
    bookingAt('2026-11-24T12:30', { ...boxing, status: 'cancelled' }),
    bookingAt('2026-11-24T18:00', spin),
    bookingAt('2026-11-24T18:30', { ...yin, status: 'waitlisted' }),
    bookingAt('2026-11-24T18:45', reformer),
    bookingAt('2026-11-24T23:30', { ...spin, className: 'Midnight Ride', durationMinutes: 60 }),
  ];
}

/** A booking of which everything is known. */
export function oneBooking(): Booking {
  return bookingAt('2026-11-24T18:00', {
    ...paidSpin,
    url: 'https://velo.example/classes/spin-45?date=2026-11-24',
    notes: 'Bring the grey shoes.\nBike 14 squeaks; ask for another one, Max knows which are good and which are not.',
  });
}

export function reminders(): CardReminder[] {
  return [
    { dueAt: instantOf('2026-11-23T18:00:00'), channels: ['desktop'], isSent: true },
    { dueAt: instantOf('2026-11-24T17:00:00'), channels: ['desktop', 'webhook'], isSent: false },
  ];
}

export function catalogue(): ClassRow[] {
  const lasts = ['2026-11-28', '2026-11-24', '2026-11-26', '2026-11-21', '2025-12-30'];
  const bookings = [yin, spin, vinyasa, reformer, boxing].map((changes, index) =>
    bookingAt(`${lasts[index]}T18:00`, changes),
  );
  return catalogueOf(bookings);
}

/** A class for each booking, as if that were its last. */
export function catalogueOf(bookings: readonly Booking[]): ClassRow[] {
  return bookings.map(({ className, classType, classId, ...rest }, index) => ({
    fitnessClass: { ...rest, id: classId, name: className, type: classType },
    bookings: index * 7 + 1,
    lastOn: rest.startsLocal.slice(0, 10),
    rating: index % 2 ? 4 : null,
  }));
}

/** Labels as long as those of a real list. */
export function idLabelsOf(bookings: readonly Booking[]): Map<string, string> {
  return new Map(bookings.map(({ id }) => [id, id.slice(0, 4)]));
}

function byStart(a: Booking, b: Booking): number {
  return a.startsAt < b.startsAt ? -1 : 1;
}

/** Titles that terminals stumble over. */
export function foreignNovember(): Booking[] {
  const titles = [
    '🏋️‍♀️ Kraft',
    '瑜伽 流瑜伽',
    'יוגה בוקר',
    'Z̷a̸l̵g̶o̴',
    'ピラティス',
    'سبين ٤٥',
    '👨‍👩‍👧‍👦 Family',
    'Café Ćwiczenia',
  ];
  return titles.map((className, index) =>
    bookingAt(`2026-11-${String(2 + index * 3).padStart(2, '0')}T18:00`, {
      className,
      location: index % 2 ? '東京' : null,
    }),
  );
}

/** A calendar view of bookings, as the calendar's service would build it. */
export function viewOf(
  view: CalendarPeriod,
  date: LocalDate,
  bookings: readonly Booking[],
  weekStart: Weekday = 1,
): CalendarView {
  const [from, to] = periodOf(view, date, weekStart);
  const days: CalendarDay[] = datesBetween(from, to).map((day) => ({
    date: day,
    bookings: bookings.filter((booking) => booking.startsLocal.startsWith(day)),
  }));
  return { view, from, to, zone: 'America/New_York', weekStart, days, weeks: weeksOf(from, to, bookings, weekStart) };
}

function periodOf(view: CalendarPeriod, date: LocalDate, weekStart: Weekday): [LocalDate, LocalDate] {
  if (view === 'day') return [date, date];
  if (view === 'month') return [startOfMonth(date), endOfMonth(date)];
  const from = startOfWeek(date, weekStart);
  return [from, addDays(from, 6)];
}

function weeksOf(from: LocalDate, to: LocalDate, bookings: readonly Booking[], weekStart: Weekday): CalendarWeek[] {
  const weeks: CalendarWeek[] = [];
  for (let startsOn = startOfWeek(from, weekStart); startsOn <= to; startsOn = addDays(startsOn, 7)) {
    const isInside = (day: LocalDate): boolean => day >= startsOn && day < addDays(startsOn, 7);
    const attended = bookings.filter(({ status }) => status === 'attended').map((b) => b.startsLocal.slice(0, 10));
    weeks.push({
      startsOn,
      week: isoWeekOf(addDays(startsOn, 3)),
      attendedDays: new Set(attended.filter(isInside)).size,
      target: 3,
      isPaused: false,
    });
  }
  return weeks;
}
