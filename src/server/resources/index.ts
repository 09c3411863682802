import type { Endpoint } from '../endpoint.ts';
import { ATTENDANCE } from './attendance.ts';
import { BOOKINGS } from './bookings.ts';
import { CALENDAR } from './calendar.ts';
import { RECORD } from './record.ts';
import { STATUSES } from './statuses.ts';
import { STEPS } from './steps.ts';

/** Every endpoint, in the order in which it is described. */
export const ENDPOINTS: readonly Endpoint[] = [
  ...BOOKINGS,
  ...STATUSES,
  ...CALENDAR,
  ...ATTENDANCE,
  ...RECORD,
  ...STEPS,
];
