import type { Booking } from '../bookings/booking.ts';

/** What a calendar shows below a class: who teaches, where it was booked, the notes. Empty where nothing is known. */
export function describeEvent(booking: Booking): string {
  const facts: string[] = [];
  if (booking.instructor) facts.push(`Instructor: ${booking.instructor}`);
  if (booking.source !== 'manual') facts.push(`Source: ${booking.source}`);
  return [facts.join('\n'), booking.notes ?? ''].filter((part) => part !== '').join('\n\n');
}
