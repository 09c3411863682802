import type { InstantText } from '../../bookings/booking.ts';
import type { Version } from '../version.ts';
import type { IdentityKey } from './identity-key.ts';

/** Which event of a source is which booking, and what the source said when it was last taken in. */
export interface KnownIdentity extends IdentityKey, Version {
  /** Of a booking that may be gone: then its deletion keeps the event away. */
  readonly bookingId: string;
  /** As formatContent writes it. */
  readonly content: string;
  /** When the source's own word cancelled the booking. */
  readonly cancelledAt: InstantText | null;
  /** The feed that made the booking, if one did. */
  readonly broughtBy?: string | null;
}
