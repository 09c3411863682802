import { renewStats } from '../attendance/attendance-stats-service.ts';
import { markByHabit } from '../attendance/habit-service.ts';
import type { BookingContext } from '../bookings/booking-context.ts';
import { queryUnmarked } from '../bookings/booking-query.ts';
import type { Settings } from '../config/settings.ts';
import type { ReminderMessage } from '../reminders/channel.ts';
import { wordForTerminal } from '../terminal-words.ts';
import type { LocalDate } from '../time/civil.ts';
import { command, words } from '../words.ts';

/**
 * The work at the start of a day: marks past classes by `assume_attended`, and renews statistics and streaks. Returns a
 * notice where classes are unmarked, unless the setting is off. Only one daemon is in charge of the work; the others give
 * the notice alone.
 */
export async function dailyDuties(
  context: BookingContext,
  settings: Settings,
  today: LocalDate,
  isInCharge = true,
): Promise<readonly ReminderMessage[]> {
  const { store, clock, newId, homeZone } = context;
  const now = clock.now();
  if (isInCharge) {
    if (settings.assumeAttended.length > 0) await markByHabit(context, settings.assumeAttended);
    await renewStats(context, { now, today }, settings);
  }
  const { length: count } = await queryUnmarked(store, now);
  if (count === 0 || !settings.inboxNotice) return [];
  return [
    {
      messageId: newId(),
      kind: 'notice',
      title: count === 1 ? '1 class waits in your inbox' : `${count} classes wait in your inbox`,
      body: wordForTerminal(words`Were you there? ${command('inbox')} settles them, one key each.`),
      urgency: 'low',
      booking: null,
      now,
      homeZone,
    },
  ];
}
