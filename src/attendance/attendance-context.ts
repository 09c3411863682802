import type { BookingContext } from '../bookings/booking-context.ts';
import type { JudgementSettings } from './judgement.ts';

/** What the use cases of attendance need; app.ts makes it. */
export interface AttendanceContext extends BookingContext {
  readonly settings: JudgementSettings;
  /** Access to the journal. Attendance only takes back the step that it has just made. */
  readonly steps: {
    /** The id of the last step; null where there is none. */
    readonly lastId: () => Promise<string | null>;
    readonly takeBackLast: () => Promise<void>;
  };
}
