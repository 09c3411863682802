/** A note about new bookings that were on the waitlist before; empty where none was. */
export function waitlistNote(confirmedCount: number, count: number): readonly string[] {
  if (confirmedCount === 0) return [];
  const were = count === 1 ? 'It was' : confirmedCount === 1 ? 'One of them was' : `${confirmedCount} of them were`;
  return [`${were} on the waitlist; numina undo takes this back.`];
}
