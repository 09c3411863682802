import type { CommandSpec } from '../command.ts';
import { BOOKING_OPTIONS } from '../shared-options.ts';

export const edit: CommandSpec = {
  name: 'edit',
  group: 'Bookings',
  summary: 'change any field of a booking, or reschedule it',
  description:
    'A time alone keeps the day of the class. A weekday means that day in the week of the class. +1h or -30m is relative to its start. An empty text clears a field. A relative --cancel-by moves with the class.',
  arguments: [
    { name: 'booking', doc: 'id, next, last, or words such as "thu vinyasa"', isRequired: true },
    { name: 'when', doc: 'a new time, such as 19:00, fri 8:00, +1h', isVariadic: true },
  ],
  options: [
    { flags: '--name <name>', doc: 'another name' },
    ...BOOKING_OPTIONS,
    { flags: '--status <status>', doc: 'booked, attended, cancelled, no_show or waitlisted' },
    { flags: '--force', doc: 'move it onto a duplicate anyway' },
  ],
  marksByHabit: true,
  examples: [
    { line: 'numina edit next --at "tomorrow 19:00"', doc: 'reschedule' },
    { line: 'numina edit next -30m', doc: 'half an hour earlier' },
    { line: 'numina edit next --instructor Ana --notes "bring a towel"', doc: 'a substitute teacher' },
  ],
  load: () => import('../actions/edit.ts'),
};
