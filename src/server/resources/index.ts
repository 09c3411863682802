import type { Endpoint } from '../endpoint.ts';
import { ATTENDANCE } from './attendance.ts';
import { BOOKINGS } from './bookings.ts';
import { CALENDAR } from './calendar.ts';
import { EVENTS } from './events.ts';
import { IMPORT } from './import.ts';
import { PERSON } from './person.ts';
import { RECORD } from './record.ts';
import { SESSION } from './session.ts';
import { SESSIONS } from './sessions.ts';
import { SHARES } from './shares.ts';
import { STATUSES } from './statuses.ts';
import { STEPS } from './steps.ts';
import { TOKENS } from './tokens.ts';
import { UNDERSTAND } from './understand.ts';

/** Every endpoint, in the order in which it is described. */
export const ENDPOINTS: readonly Endpoint[] = [
  ...BOOKINGS,
  ...STATUSES,
  ...CALENDAR,
  ...ATTENDANCE,
  ...RECORD,
  ...STEPS,
  ...UNDERSTAND,
  ...IMPORT,
  ...EVENTS,
  ...PERSON,
  ...SESSION,
  ...SESSIONS,
  ...TOKENS,
  ...SHARES,
];
