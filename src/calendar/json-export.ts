import type { Booking, InstantText } from '../bookings/booking.ts';
import { toJsonText } from '../text/json-text.ts';
import type { LocalDate } from '../time/civil.ts';
import { type Bookings, buildInChunks } from './export-chunks.ts';

/** A review in JSON. */
export interface ReviewJson {
  readonly bookingId: string;
  readonly classId: string;
  /** 1–5. */
  readonly rating: number;
  readonly text: string | null;
  readonly createdAt: InstantText;
  readonly updatedAt: InstantText;
}

/** A pause in JSON; both dates are included. */
export interface PauseJson {
  readonly id: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly reason: string | null;
}

export interface JsonOptions {
  readonly reviews?: readonly ReviewJson[];
  readonly pauses?: readonly PauseJson[];
}

/**
 * One JSON document `{"version":1,"bookings":[…],"reviews":[…],"pauses":[…]}` in chunks of about 64 KB, with one line
 * per booking. `toJson` gives a booking the shape that every `--json` output has.
 */
export function buildJson(
  bookings: Bookings,
  toJson: (booking: Booking) => object,
  options: JsonOptions = {},
): AsyncGenerator<string, void, undefined> {
  let separator = '\n';
  const tail = `\n],"reviews":${toJsonText(options.reviews ?? [])},"pauses":${toJsonText(options.pauses ?? [])}}\n`;
  return buildInChunks(
    bookings,
    '{"version":1,"bookings":[',
    (booking) => {
      const line = separator + toJsonText(toJson(booking));
      separator = ',\n';
      return line;
    },
    tail,
  );
}
