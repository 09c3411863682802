import * as z from 'zod';
import { STATUSES } from '../../bookings/booking.ts';
import { id } from './values.ts';

// The shapes of requests. What their values mean is checked by the use cases.

const text = z.string().nullable().optional();
const amount = z
  .union([z.number(), z.string()])
  .nullable()
  .optional()
  .describe('A number in units of the currency, or text such as 14€');

const said = {
  class: z.string().optional().describe('Name of the class'),
  classId: id.optional().describe('The class by its id, instead of its name'),
  startsAt: z
    .string()
    .regex(/^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d/)
    .optional()
    .describe('Start in ISO 8601: with an offset, or as wall time in the zone of the class'),
  when: z.string().optional().describe('Start in words, instead of startsAt: tomorrow 18:00'),
  durationMinutes: z.union([z.int(), z.string()]).optional().describe('Minutes, or text such as 1h30'),
  type: text.describe('Such as yoga'),
  location: text.describe('The place'),
  instructor: text.describe('Name of the instructor'),
  source: z.string().optional().describe('Where it was booked: mindbody, classpass, manual or any other word'),
  externalBookingId: text.describe('The id that the source gave it'),
  zone: z.string().optional().describe('IANA time zone, such as Europe/Berlin'),
  price: amount,
  currency: text.describe('ISO 4217 code'),
  cancelBy: text.describe('The limit of free cancellation: 12h, or a time'),
  lateFee: amount,
  url: text.describe('Web address of the class'),
  notes: text.describe('Notes of the person, of one or several lines'),
  force: z.boolean().optional().describe('Even if it is a duplicate'),
};

export const bookRequest = z
  .strictObject({
    ...said,
    status: z.enum(['booked', 'waitlisted', 'attended']).optional().describe('booked where absent'),
    repeat: z
      .strictObject({
        rule: z.string().optional().describe('daily, weekly, biweekly, monthly or an RRULE'),
        count: z.int().nullable().optional().describe('How many classes'),
        until: text.describe('Last date, instead of count'),
      })
      .nullable()
      .optional()
      .describe('A series'),
  })
  .meta({ id: 'BookRequest' });

/** For PUT and for PATCH. */
export const editRequest = z
  .strictObject({ ...said, status: z.enum(STATUSES).optional().describe('Stays where absent') })
  .meta({ id: 'EditRequest' });

export const cancelRequest = z
  .strictObject({
    reason: text.describe('In the words of the person'),
    at: text.describe('When it really was cancelled; now where absent'),
    feePaid: amount,
  })
  .meta({ id: 'CancelRequest' });

export const noShowRequest = z.strictObject({ feePaid: amount }).meta({ id: 'NoShowRequest' });

export const nothing = z.strictObject({});
