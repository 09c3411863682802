import type { Session } from '../app.ts';
import type { Judgement } from '../attendance/judgement.ts';
import { listPauses } from '../attendance/streak/pause-store.ts';
import type { BookingContext } from '../bookings/booking-context.ts';

/** The moment and the person's rules for streaks. */
export async function judgementOf(app: Session, { store }: Pick<BookingContext, 'store'>): Promise<Judgement> {
  const { restDays, weekStart, weeklyTarget } = app.settings;
  const pauses = await listPauses(store);
  return {
    now: app.clock.now(),
    today: app.nowLocal.slice(0, 10),
    rules: { restDays, weekStart, weeklyTarget, pauses },
  };
}
