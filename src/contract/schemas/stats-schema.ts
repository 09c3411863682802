import * as z from 'zod';
import { TIMES_OF_DAY } from '../../attendance/stats/stats.ts';
import { WEEKDAYS } from '../../time/civil.ts';
import { count, type JsonOf, localDate, money, textOrNull } from './values.ts';

const totals = {
  totalBooked: count.describe('Every booking made and not deleted, whatever became of it'),
  totalAttended: count.describe('Of these, attended'),
  totalCancelled: count.describe('Of these, cancelled'),
  totalNoShow: count.describe('Of these, neither attended nor cancelled'),
  attendanceRate: z.number().min(0).max(1).nullable().describe('attended / (attended + no-show); null when both are 0'),
};

function breakdown<Key extends z.ZodType>(key: Key) {
  return z.array(
    z.strictObject({
      key: key.describe('null gathers what has none'),
      booked: count.describe('Whatever became of it'),
      attended: count.describe('Of these, attended'),
      cancelled: count.describe('Of these, cancelled'),
      noShow: count.describe('Of these, neither attended nor cancelled'),
    }),
  );
}

const period = {
  from: localDate.describe('First date of the period'),
  to: localDate.describe('Last date of the period, included'),
};

const statistics = z
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
          spent: money.describe('Attended classes and what was lost, together'),
          costPerAttended: money.nullable().describe('`spent` over the attended classes that had a price'),
          lostToNoShows: money.describe('What no-shows cost'),
          lostToLateCancels: money.describe('What late cancellations cost'),
        }),
      )
      .describe('A line for each currency'),
    period: z.strictObject(period).nullable().describe('The dates asked about; null for all of history'),
    previous: z
      .strictObject({ ...period, ...totals })
      .nullable()
      .describe('The period before, where there is one to compare with'),
    totalAhead: count.describe('Classes that have yet to begin, among totalBooked'),
  })
  .meta({ id: 'Stats', description: 'Waitlisted places are outside every number' });
export type StatsJson = JsonOf<typeof statistics>;

const heatMap = z
  .strictObject({
    ...period,
    days: z
      .array(
        z.strictObject({
          date: localDate,
          classes: count.describe('Attended'),
          isPaused: z.boolean().describe('Whether a pause covers it'),
        }),
      )
      .describe('Every date of the period'),
  })
  .meta({ id: 'HeatMap', description: 'With --heatmap' });
export type HeatMapJson = JsonOf<typeof heatMap>;

const figure = z.union([z.number(), z.string()]).nullable();
const verdict = z
  .strictObject({
    ok: z.boolean().describe('Whether the stored numbers are what history says'),
    differences: z
      .array(
        z.strictObject({
          field: z.string().describe('What is wrong'),
          stored: figure.describe('As it was stored'),
          computed: figure.describe('As history says'),
        }),
      )
      .describe('None where ok'),
    computedOn: localDate.nullable().describe('The date for which they were stored; null where there are none'),
  })
  .meta({ id: 'StatsVerdict', description: 'With --verify' });
export type StatsVerdictJson = JsonOf<typeof verdict>;

const picture = z
  .strictObject({
    year: z.int().describe('The year in the picture'),
    file: textOrNull.describe('null where the picture itself would be printed'),
  })
  .meta({ id: 'YearPicture', description: 'With --svg' });
export type YearPictureJson = JsonOf<typeof picture>;

export const stats = z.union([statistics, heatMap, verdict, picture]);
