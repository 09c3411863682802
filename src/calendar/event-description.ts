import type { Booking } from '../bookings/booking.ts';

/** The DESCRIPTION of a class: instructor, source and notes. Empty where it has none of them. */
export function describeEvent(booking: Booking): string {
  const facts: string[] = [];
  if (booking.instructor) facts.push(`Instructor: ${booking.instructor}`);
  if (booking.source !== 'manual') facts.push(`Source: ${booking.source}`);
  return [facts.join('\n'), booking.notes ?? ''].filter((part) => part !== '').join('\n\n');
}
