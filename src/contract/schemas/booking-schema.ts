import * as z from 'zod';
import { STATUSES } from '../../bookings/booking.ts';
import { WEEKDAYS } from '../../time/civil.ts';
import {
  className,
  count,
  id,
  instant,
  instructor,
  type JsonOf,
  localDate,
  money,
  textOrNull,
  zone,
} from './values.ts';

const classOfBooking = z
  .strictObject({
    id: id.describe('The class in the catalogue that the command classes lists'),
    name: className,
    type: textOrNull.describe('Such as yoga'),
    location: textOrNull.describe('The place'),
    instructor,
  })
  .describe('The class as it was at the time of booking; later changes of the class do not change it');

export const booking = z
  .strictObject({
    id,
    shortId: z.string().length(8).describe('The first eight characters of the id'),
    class: classOfBooking,
    startsAt: instant.describe('Start; like all times of a booking, with the offset of the zone of the class'),
    endsAt: instant.describe('startsAt plus durationMinutes'),
    zone: zone.describe('IANA time zone in which the class takes place'),
    localDate: localDate.describe('The date of the start in the zone of the class'),
    durationMinutes: count.describe('Minutes'),
    status: z.enum(STATUSES).describe('The present status'),
    source: z.string().describe('Where it was booked: mindbody, classpass, manual or any other word'),
    externalBookingId: textOrNull.describe('The id that the source gave it'),
    bookedAt: instant.describe('When it was booked or recorded'),
    attendedAt: instant.nullable().describe('When it was marked attended'),
    cancelledAt: instant.nullable().describe('When it was cancelled'),
    cancellationReason: textOrNull.describe('The reason, in the words of the person'),
    reminderSent24h: z.boolean().describe('Whether the reminder a day before the start was sent'),
    reminderSent1h: z.boolean().describe('Whether the reminder an hour before the start was sent'),
    cancelBy: instant.nullable().describe('Last instant at which cancelling is free'),
    isLateCancel: z.boolean().describe('Whether it was cancelled after cancelBy'),
    price: money.nullable().describe('What it costs'),
    currency: textOrNull.describe('ISO 4217 code of price, lateFee and feePaid'),
    lateFee: money.nullable().describe('What a late cancellation or a no-show costs'),
    url: textOrNull.describe('Web address of the class'),
    notes: textOrNull.describe('Notes of the person, of one or several lines'),
    createdAt: instant.describe('When it was first recorded in numina'),
    updatedAt: instant.describe('When it was last changed'),
    feePaid: money.nullable().describe('The fee that was really paid for the cancellation or the no-show'),
    cancelByMinutes: count.nullable().describe('Minutes from cancelBy to the start; null where cancelBy is fixed'),
    sequence: count.describe('iCalendar SEQUENCE: rises with every change that a calendar shows'),
  })
  .meta({ id: 'Booking', description: 'One booking of one class' });
export type BookingJson = JsonOf<typeof booking>;

export const bookings = z.array(booking);
export const bookingsByStart = bookings.describe('By start, ascending');
export const bookingOrNull = booking.nullable();
export const bookingOrSeries = z.union([booking, bookings]).describe('An array for a series, by start');

export const calendar = z
  .strictObject({
    view: z.enum(['day', 'week', 'month']).describe('The period shown'),
    from: localDate.describe('First date shown'),
    to: localDate.describe('Last date shown, included'),
    zone: zone.describe('The home zone'),
    weekStart: z.enum(WEEKDAYS).describe('First day of a week'),
    days: z
      .array(z.strictObject({ date: localDate, bookings: bookings.describe('By start') }))
      .describe('Every date from `from` to `to`, empty ones too'),
    weeks: z
      .array(
        z.strictObject({
          startsOn: localDate.describe('First date of the week'),
          week: count.describe('ISO 8601 number of the week of its Thursday'),
          attendedDays: count.describe('Days with an attended class, whatever the filter'),
          target: count.describe('Attended days that it needs; fewer where days are paused'),
          isPaused: z.boolean().describe('Whether a pause covers all of it'),
        }),
      )
      .describe('The whole weeks around the period'),
    pausedDates: z.array(localDate).describe('Dates of the period that a pause covers, ascending'),
  })
  .meta({ id: 'Calendar' });
export type CalendarJson = JsonOf<typeof calendar>;
