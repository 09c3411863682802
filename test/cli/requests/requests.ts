import { ACCESS } from './access.ts';
import { ATTENDANCE } from './attendance.ts';
import { BOOKINGS } from './bookings.ts';
import { CALENDAR } from './calendar.ts';
import { OTHER_SYSTEMS } from './other-systems.ts';
import { PROGRAM } from './program.ts';
import { REMINDERS } from './reminders.ts';
import type { Requests } from './row.ts';

/** Of every command; a new one gets its rows in the file of its group. */
export const COMMAND_REQUESTS: Requests = {
  ...BOOKINGS,
  ...CALENDAR,
  ...ATTENDANCE,
  ...OTHER_SYSTEMS,
  ...REMINDERS,
  ...PROGRAM,
  ...ACCESS,
};
