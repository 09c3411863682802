import type { InstantText } from '../../bookings/booking.ts';
import type { Version } from '../version.ts';
import type { IdentityKey } from './identity-key.ts';

/** Connects an event of a source with a booking, and keeps what the source last said. */
export interface KnownIdentity extends IdentityKey, Version {
  /** The booking may be deleted. Then this identity keeps the event from coming in again. */
  readonly bookingId: string;
  /** As {@link formatContent} writes it. */
  readonly content: string;
  /** When the source cancelled the booking; null where it did not. */
  readonly cancelledAt: InstantText | null;
  /** The feed that made the booking, if one did. */
  readonly broughtBy?: string | null;
}
