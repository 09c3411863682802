import type { App } from '../app.ts';
import type { ReminderContext } from '../reminders/reminder-service.ts';

/** What the use cases of reminders work with, for one command. */
export async function reminderContextOf(app: App): Promise<ReminderContext> {
  const { database, clock, newId } = await app.bookings();
  return { database, clock, newId, homeZone: () => app.homeZone };
}
