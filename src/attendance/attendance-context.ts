import type { BookingContext } from '../bookings/booking-context.ts';
import type { JudgementSettings } from './judgement.ts';

/** What the use cases of attendance work with; the composition root makes it. */
export interface AttendanceContext extends BookingContext {
  readonly settings: JudgementSettings;
}
