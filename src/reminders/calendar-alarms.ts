import type { Booking } from '../bookings/booking.ts';
import type { Store } from '../db/store.ts';
import { MINUTE_MS } from '../time/units.ts';
import { readPreferences } from './preference-store.ts';
import { type ReminderSettings, settingsFor } from './preferences.ts';

/** An alarm of a calendar program (RFC 5545 §3.6.6). */
export interface CalendarAlarm {
  /** Exact minutes before the start. */
  readonly minutesBefore: number;
  readonly description: string;
}

/** Returns a function that plans the alarms of a booking by the stored preferences. */
export async function readAlarms(store: Store): Promise<(booking: Booking) => CalendarAlarm[]> {
  const preferences = await readPreferences(store);
  return (booking) => planAlarms(booking, settingsFor(preferences, booking.classType));
}

/**
 * The reminders of a booking as alarms for a calendar file, earliest first: those before the class and those before the
 * end of free cancellation. The calendar program decides about channels and quiet hours.
 */
export function planAlarms(
  { className, location, startsAt, cancelBy }: Booking,
  { isEnabled, offsetsMinutes, cancelByOffsetsMinutes }: ReminderSettings,
): CalendarAlarm[] {
  if (!isEnabled) return [];
  const description = location === null ? className : `${className}, ${location}`;
  const alarms = offsetsMinutes.map((minutesBefore): CalendarAlarm => ({ minutesBefore, description }));
  if (cancelBy !== null) {
    const limitMinutes = Math.round((Date.parse(startsAt) - Date.parse(cancelBy)) / MINUTE_MS);
    const warning = `Last chance to cancel free: ${description}`;
    for (const offset of cancelByOffsetsMinutes) {
      alarms.push({ minutesBefore: limitMinutes + offset, description: warning });
    }
  }
  return alarms.sort((one, other) => other.minutesBefore - one.minutesBefore);
}
