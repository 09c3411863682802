import type { Session } from '../../app.ts';
import { bookClass } from '../../bookings/book-service.ts';
import { SCOPES } from '../../bookings/booking-reference.ts';
import { markBookings } from '../../bookings/mark-service.ts';
import { bookingFields } from '../raw-options.ts';
import type { Planned } from './season.ts';

/** Books the season and marks each past class, with the same use cases as every command. */
export async function liveSeason(session: Session, season: readonly Planned[]): Promise<void> {
  const context = await session.bookings();
  const today = session.nowLocal.slice(0, 10);
  for (const { habit, date, fate } of season) {
    const { cancelBy, ...options } = habit.options;
    const { bookings } = await bookClass(context, {
      name: habit.name,
      when: `${date}T${habit.time}`,
      fields: bookingFields({ arguments: [], options }),
      cancelBy,
      status: 'booked',
      repeat: null,
      isNewClass: false,
      isForced: false,
    });
    const [booking] = bookings;
    if (!booking || date >= today || fate === 'unmarked') continue;
    const change = {
      attended: { to: 'attended' },
      missed: { to: 'no_show' },
      cancelled: { to: 'cancelled', at: new Date(Date.parse(booking.startsAt) - 30 * 3_600_000), reason: 'travelling' },
      'cancelled late': {
        to: 'cancelled',
        at: new Date(Date.parse(booking.startsAt) - 3 * 3_600_000),
        reason: 'a cold',
      },
    } as const;
    await markBookings(context, [booking.id], SCOPES.any, change[fate]);
  }
}
