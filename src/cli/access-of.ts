import { accessOf } from '../accounts/access/access-context.ts';
import type { Session } from '../app.ts';

/** What is needed to let somebody reach the account of a name, else that of the session. Throws NotFoundError. */
export async function accessIn(session: Session, name: string | undefined): ReturnType<typeof accessOf> {
  return accessOf(await session.accounts(), (await session.bookings()).store, name);
}

/** The line that tells where an address leads while no server has said it. */
export const NO_SERVER_YET =
  'No server has said its address yet, so this one is that of numina serve on this machine. With numina serve --base-url https://… links and calendars begin with that.';
