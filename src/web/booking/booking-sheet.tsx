import { useState } from 'preact/hooks';
import type { BookingJson } from '../../contract/schemas/booking-schema.ts';
import { refresh, useData } from '../api/use-data.ts';
import { closeSheet } from '../navigation.ts';
import { ProblemNote } from '../parts/problem-note.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { BookingCard } from './booking-card.tsx';
import { EditForm } from './edit-form.tsx';

/** One booking over the calendar: its card, or the form that changes it. */
export function BookingSheet({ id }: { readonly id: string }) {
  const { value: booking, etag, problem } = useData<BookingJson>(`/bookings/${encodeURIComponent(id)}`);
  const [isEditing, setIsEditing] = useState(false);
  const close = () => closeSheet(booking ? { page: 'month', date: booking.localDate } : undefined);
  return (
    <Sheet labelledBy="sheet-title" onClose={close}>
      {!booking && <h2 id="sheet-title">{problem ? 'Not found' : 'Booking'}</h2>}
      <ProblemNote problem={problem} onRetry={refresh} />
      {booking && !isEditing && (
        <BookingCard booking={booking} etag={etag} onEdit={() => setIsEditing(true)} onGone={close} />
      )}
      {booking && isEditing && <EditForm booking={booking} etag={etag} onClose={() => setIsEditing(false)} />}
    </Sheet>
  );
}
