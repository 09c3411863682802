import type { Session } from '../app.ts';
import type { ReminderContext } from '../reminders/reminder-service.ts';

/** What the use cases of reminders work with, for one command. */
export async function reminderContextOf(app: Session): Promise<ReminderContext> {
  const { store, clock, newId } = await app.bookings();
  return { store, clock, newId, homeZone: () => app.homeZone };
}
