import { nextStatuses } from '../../bookings/booking-status.ts';
import type { BookingJson } from '../../contract/schemas/booking-schema.ts';
import { canBeMarked, isAhead, type View } from './booking-words.ts';

/** What can be done to the status of a booking by one request. */
export type StatusAction = 'mark-attended' | 'no-show' | 'cancel' | 'confirm';

interface Wording {
  readonly label: string;
  /** What the person is told when it is done. */
  readonly done: string;
}

export const STATUS_ACTIONS: Readonly<Record<StatusAction, Wording>> = {
  'mark-attended': { label: 'Attended', done: 'Attended' },
  'no-show': { label: 'No-show', done: 'No-show' },
  cancel: { label: 'Cancel…', done: 'Cancelled' },
  confirm: { label: 'Got a place', done: 'Booked' },
};

/** The actions that make sense now, the likeliest first. The server has the last word. */
export function offeredActions(booking: BookingJson, view: View): readonly StatusAction[] {
  const next = nextStatuses(booking.status);
  const isMarkable = canBeMarked(booking, view);
  const offered: StatusAction[] = [];
  if (booking.status === 'waitlisted' && isAhead(booking, view)) offered.push('confirm');
  if (isMarkable && next.includes('attended')) offered.push('mark-attended');
  if (isMarkable && next.includes('no_show')) offered.push('no-show');
  if (next.includes('cancelled')) offered.push('cancel');
  return offered;
}
