import * as z from 'zod';
import { TIMES_OF_DAY } from '../../attendance/stats/stats.ts';
import { WEEKDAYS } from '../../time/civil.ts';
import { count, type JsonOf, localDate, money, textOrNull } from './values.ts';

const totals = {
  totalBooked: count.describe('Bookings of every status but waitlisted'),
  totalAttended: count.describe('Of these, attended'),
  totalCancelled: count.describe('Of these, cancelled'),
  totalNoShow: count.describe('Of these, missed (no-show)'),
  attendanceRate: z.number().min(0).max(1).nullable().describe('attended / (attended + no-show); null when both are 0'),
};

function breakdown<Key extends z.ZodType>(key: Key) {
  return z.array(
    z.strictObject({
      key: key.describe('null for bookings without a value'),
      booked: count.describe('Bookings of every status but waitlisted'),
      attended: count.describe('Of these, attended'),
      cancelled: count.describe('Of these, cancelled'),
      noShow: count.describe('Of these, missed (no-show)'),
    }),
  );
}

const period = {
  from: localDate.describe('First date of the period'),
  to: localDate.describe('Last date of the period, included'),
};

export const statistics = z
  .strictObject({
    ...totals,
    currentStreak: count.describe('Days'),
    longestStreak: count.describe('Days'),
    currentWeekStreak: count.describe('Weeks'),
    longestWeekStreak: count.describe('Weeks'),
    lastAttendedDate: localDate.nullable().describe('Date of the latest attended class'),
    byType: breakdown(textOrNull).describe('The most booked first'),
    byLocation: breakdown(textOrNull).describe('The most booked first'),
    bySource: breakdown(textOrNull).describe('The most booked first'),
    byInstructor: breakdown(textOrNull).describe('The most booked first'),
    byWeekday: breakdown(z.enum(WEEKDAYS).nullable()).describe('In the order of the week'),
    byMonth: breakdown(textOrNull).describe('YYYY-MM, ascending'),
    byTimeOfDay: breakdown(z.enum(TIMES_OF_DAY).nullable()).describe('Morning 05–12, afternoon 12–17, evening 17–05'),
    byHour: breakdown(textOrNull).describe('00 to 23, ascending'),
    money: z
      .array(
        z.strictObject({
          currency: textOrNull.describe('ISO 4217 code'),
          spent: money.describe('Cost of attended classes, no-shows and cancellations together'),
          costPerAttended: money.nullable().describe('`spent` divided by the number of attended classes with a price'),
          lostToNoShows: money.describe('Cost of no-shows'),
          lostToLateCancels: money.describe('Cost of cancellations'),
        }),
      )
      .describe('One entry per currency'),
    period: z.strictObject(period).nullable().describe('The dates of the filter; null for the whole history'),
    previous: z
      .strictObject({ ...period, ...totals })
      .nullable()
      .describe('The earlier period to compare with; null where there is none'),
    totalAhead: count.describe('Of totalBooked, classes that have not begun yet'),
  })
  .meta({ id: 'Stats', description: 'No number counts waitlisted bookings' });
export type StatsJson = JsonOf<typeof statistics>;

const heatMap = z
  .strictObject({
    ...period,
    days: z
      .array(
        z.strictObject({
          date: localDate,
          classes: count.describe('Attended classes'),
          isPaused: z.boolean().describe('Whether a pause covers it'),
        }),
      )
      .describe('Every date of the period'),
  })
  .meta({ id: 'HeatMap', description: 'The heat map' });
export type HeatMapJson = JsonOf<typeof heatMap>;

const figure = z.union([z.number(), z.string()]).nullable();
const verdict = z
  .strictObject({
    ok: z.boolean().describe('Whether the stored numbers agree with the history'),
    differences: z
      .array(
        z.strictObject({
          field: z.string().describe('Name of the number'),
          stored: figure.describe('The stored value'),
          computed: figure.describe('The value computed from the history'),
        }),
      )
      .describe('Empty where ok'),
    computedOn: localDate.nullable().describe('The date of the stored numbers; null where none are stored'),
  })
  .meta({ id: 'StatsVerdict', description: 'Whether the stored statistics are right' });
export type StatsVerdictJson = JsonOf<typeof verdict>;

const picture = z
  .strictObject({
    year: z.int().describe('The year in the picture'),
    file: textOrNull.describe('The file of the picture; null where it is the answer itself'),
  })
  .meta({ id: 'YearPicture', description: 'A picture that was made' });
export type YearPictureJson = JsonOf<typeof picture>;

export const stats = z.union([statistics, heatMap, verdict, picture]);
