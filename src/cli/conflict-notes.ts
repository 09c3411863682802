import type { Booking } from '../bookings/booking.ts';
import { formatSpan } from '../render/format.ts';
import { printable } from '../render/printable.ts';
import type { Style } from '../render/style.ts';

/** A warning for each class at the same time as a new one. */
export function conflictNotes(
  overlaps: readonly Booking[],
  labels: ReadonlyMap<string, string>,
  style: Style,
): readonly string[] {
  return overlaps.map((other) => {
    const span = formatSpan(other.startsLocal, other.durationMinutes, style);
    return style.paint.warn(
      `Overlaps ${printable(other.className)} · ${span} · ${labels.get(other.id) ?? other.id.slice(0, 8)}`,
    );
  });
}
