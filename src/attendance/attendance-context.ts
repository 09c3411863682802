import type { BookingContext } from '../bookings/booking-context.ts';
import type { JudgementSettings } from './judgement.ts';

/** What the use cases of attendance work with; the composition root makes it. */
export interface AttendanceContext extends BookingContext {
  readonly settings: JudgementSettings;
  /** The journal's, of which attendance takes back only what it has just done. */
  readonly steps: {
    /** Of the last step; null where there is none. */
    readonly lastId: () => Promise<string | null>;
    readonly takeBackLast: () => Promise<void>;
  };
}
