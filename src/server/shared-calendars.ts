import type { Hono } from 'hono';
import { findAccountOfId } from '../accounts/account-service.ts';
import { exportDocument } from '../calendar/export-service.ts';
import { findShare } from '../calendar/shares/share-service.ts';
import { toBookingJson } from '../contract/booking-json.ts';
import { command, words } from '../words.ts';
import type { ApiParts } from './answer-request.ts';
import { recordTag } from './record-tag.ts';
import { RequestError } from './request-error.ts';
import { isUnchanged, unchanged, writePieces } from './write-answer.ts';

const CALENDAR = { answer: { status: 200 } } as const;
const TYPE = 'text/calendar; charset=utf-8';

/**
 * Serves shared calendars: `/calendars/SECRET.ics` is what `numina export` gives with the filters of the share. Days in
 * words are those of its owner, today.
 */
export function mountSharedCalendars(
  app: Hono,
  { process: machine, clock }: Pick<ApiParts, 'process' | 'clock'>,
): void {
  app.get('/calendars/:file{[^/]+\\.ics}', async ({ req }) => {
    const database = await machine.session({ clock }).database();
    const share = await findShare(database, req.param('file').slice(0, -'.ics'.length));
    if (share === null) throw noSuchCalendar();
    const account = await findAccountOfId(database.storeFor(share.userId));
    const session = machine.session({ account, isForeign: true, clock });
    await session.ready();
    const tag = await recordTag(session, req.raw);
    if (isUnchanged(req.raw, tag)) return unchanged(tag);
    const parts = { ...session.exportParts, toBookingJson };
    const { chunks } = await exportDocument(await session.bookings(), parts, { filter: share.filter });
    return writePieces(CALENDAR, { pieces: { type: TYPE, chunks } }, req.raw, tag);
  });
}

/** Whether there ever was one is not told. */
function noSuchCalendar(): RequestError {
  return new RequestError(404, 'no_such_calendar', 'There is no calendar at this address.', {
    hint: words`${command('share list')} shows those that there are.`,
  });
}
