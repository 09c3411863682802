import type { Store } from '../db/store.ts';
import type { Clock } from '../time/clock.ts';
import type { TimeHabits } from '../time/when.ts';
import { wallTimeAt } from '../time/zones.ts';
import type { ReferenceReading } from './booking-reference.ts';
import type { ChangeListener } from './record-changes.ts';
import type { DayReading } from './said-filter.ts';

/** What every use case of bookings needs; app.ts makes it. */
export interface BookingContext {
  readonly store: Store;
  readonly clock: Clock;
  readonly homeZone: string;
  readonly newId: () => string;
  /** How the person writes times; in English with a 24-hour clock where absent. */
  readonly habits?: TimeHabits;
  readonly listeners: readonly ChangeListener[];
}

/** The present moment, the language and the clock, by which references in words are read and answered. */
export function momentOf({
  clock,
  homeZone,
  habits,
}: Pick<BookingContext, 'clock' | 'homeZone' | 'habits'>): ReferenceReading {
  const now = clock.now();
  return { now, nowLocal: wallTimeAt(now, homeZone), locale: habits?.locale ?? null, clock: habits?.clock ?? '24' };
}

/** Today in the home zone and the language, by which days in words are read. */
export function daysOf(context: Pick<BookingContext, 'clock' | 'homeZone' | 'habits'>): DayReading {
  const { nowLocal, locale = null } = momentOf(context);
  return { today: nowLocal.slice(0, 10), locale };
}

/** The habits by which times in words are read, as an option that may be absent. */
export function readingOf({ habits }: Pick<BookingContext, 'habits'>): { readonly habits?: TimeHabits } {
  return habits === undefined ? {} : { habits };
}
