import type { CommandSpec } from '../command.ts';
import { BOOKING_OPTIONS } from '../shared-options.ts';

export const book: CommandSpec = {
  name: 'book',
  group: 'Bookings',
  summary: 'record a booking',
  description:
    'CLASS is a class booked before (its name, or the beginning of it) or a new one. WHEN is English or ISO 8601, in the zone of the class or in a zone that it names; a span gives the length too. Where WHEN could mean several times, numina asks on a terminal and refuses elsewhere. A known class gives the booking everything it had last: place, instructor, duration, price and so on. For a known class, a day without a time means its usual time. Nothing is reserved at the studio.',
  arguments: [
    { name: 'class', doc: 'name of the class', isRequired: true },
    { name: 'when', doc: 'such as tomorrow 18:00, fri 7:30, tue 18:00-19:15, in 2 hours', isVariadic: true },
  ],
  options: [
    ...BOOKING_OPTIONS,
    {
      flags: '--repeat <rule>',
      doc: 'daily, weekdays, tue,thu, weekly, fortnightly, monthly or an RRULE; a year where no end is given',
    },
    { flags: '--count <n>', doc: 'how many of a series' },
    { flags: '--until <date>', doc: 'last day of a series' },
    { flags: '--waitlisted', doc: 'a place on the waitlist' },
    { flags: '--attended', doc: 'a walk-in: booked and attended in one step' },
    { flags: '--new', doc: 'make a new class, whatever it resembles' },
    { flags: '--force', doc: 'record a duplicate anyway' },
  ],
  marksByHabit: true,
  examples: [
    {
      line: 'numina book "Vinyasa Flow" tomorrow 18:00 --type yoga --location "Studio North" --cancel-by 12h',
      doc: 'a new class, with its limit for free cancellation',
    },
    {
      line: 'numina book "Spin 45" fri 7:30 --source classpass --price 14 --currency EUR',
      doc: 'booked through ClassPass',
    },
    { line: 'numina book Boxing --at 2026-12-01T19:00 --repeat weekly --count 6', doc: 'six Tuesdays' },
    { line: 'numina book Reformer tue 18:00-18:50 --repeat tue,thu', doc: 'a year of Tuesdays and Thursdays' },
  ],
  load: () => import('../actions/book.ts'),
};
