import { type Booking, type BookingStatus, endsAt } from '../bookings/booking.ts';
import type { Paint, Style } from './style.ts';

/** What a symbol stands for: a status, a booked class that is over and unmarked, or a paused week. */
export type Mark = BookingStatus | 'unmarked' | 'paused';

interface MarkLook {
  readonly symbol: string;
  readonly ascii: string;
  readonly paint: keyof Paint;
  readonly word: string;
}

/** The symbols of all screens, in the order of their legends. */
const LOOKS: Readonly<Record<Mark, MarkLook>> = {
  attended: { symbol: '✓', ascii: '+', paint: 'good', word: 'attended' },
  no_show: { symbol: '✗', ascii: 'x', paint: 'bad', word: 'no-show' },
  cancelled: { symbol: '–', ascii: '-', paint: 'dim', word: 'cancelled' },
  unmarked: { symbol: '?', ascii: '?', paint: 'warn', word: 'unmarked' },
  booked: { symbol: '○', ascii: 'o', paint: 'accent', word: 'booked' },
  waitlisted: { symbol: '~', ascii: '~', paint: 'warn', word: 'waitlist' },
  paused: { symbol: '‖', ascii: '=', paint: 'dim', word: 'paused' },
};

/** The order of legends and totals. */
export const MARKS = Object.keys(LOOKS) as readonly Mark[];

/** A booked class that has ended is unmarked. Any other booking shows its status. */
export function markOf(booking: Pick<Booking, 'status' | 'startsAt' | 'durationMinutes'>, now: Date): Mark {
  return booking.status === 'booked' && endsAt(booking).getTime() <= now.getTime() ? 'unmarked' : booking.status;
}

/** The symbol without colour, one column wide. */
export function symbolOf(mark: Mark, style: Pick<Style, 'unicode'>): string {
  return style.unicode ? LOOKS[mark].symbol : LOOKS[mark].ascii;
}

/** `text` in the colour of `mark`. */
export function paintMark(mark: Mark, text: string, style: Pick<Style, 'paint'>): string {
  return style.paint[LOOKS[mark].paint](text);
}

/** The colour of `mark`, by its meaning. */
export function toneOf(mark: Mark): keyof Paint {
  return LOOKS[mark].paint;
}

/** The word beside the symbol: `attended`, `no-show`, `unmarked` … */
export function wordOf(mark: Mark): string {
  return LOOKS[mark].word;
}
