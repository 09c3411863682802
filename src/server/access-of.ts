import { type AccessContext, accessContextOf } from '../accounts/access/access-context.ts';
import type { Session } from '../app.ts';

/** What is needed to let somebody reach the account of a session. */
export async function accessOf(session: Session): Promise<AccessContext> {
  const { store, clock, newId } = await session.bookings();
  return accessContextOf({ store, clock, newId });
}
