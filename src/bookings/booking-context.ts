import type { Store } from '../db/store.ts';
import type { Clock } from '../time/clock.ts';
import type { TimeHabits } from '../time/when.ts';
import { wallTimeAt } from '../time/zones.ts';
import type { ReferenceReading } from './booking-reference.ts';
import type { ChangeListener } from './record-changes.ts';
import type { DayReading } from './said-filter.ts';

/** What every use case of bookings works with; the composition root makes it. */
export interface BookingContext {
  readonly store: Store;
  readonly clock: Clock;
  readonly homeZone: string;
  readonly newId: () => string;
  /** How the person writes times; by a clock of 24 hours and in English where it is not said. */
  readonly habits?: TimeHabits;
  readonly listeners: readonly ChangeListener[];
}

/** Now, as references in words see it. */
export function momentOf({
  clock,
  homeZone,
  habits,
}: Pick<BookingContext, 'clock' | 'homeZone' | 'habits'>): ReferenceReading {
  const now = clock.now();
  return { now, nowLocal: wallTimeAt(now, homeZone), locale: habits?.locale ?? null };
}

/** By what days in words are read. */
export function daysOf(context: Pick<BookingContext, 'clock' | 'homeZone' | 'habits'>): DayReading {
  const { nowLocal, locale = null } = momentOf(context);
  return { today: nowLocal.slice(0, 10), locale };
}

/** How times in words are read in this context. */
export function readingOf({ habits }: Pick<BookingContext, 'habits'>): { readonly habits?: TimeHabits } {
  return habits === undefined ? {} : { habits };
}
