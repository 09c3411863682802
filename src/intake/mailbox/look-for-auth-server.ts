import { type BookingContext, daysOf } from '../../bookings/booking-context.ts';
import { instantOfWall } from '../../time/zones.ts';
import { defineFeed, type SaidFeed } from '../feeds/define-feed.ts';
import { isMailbox } from '../feeds/feed.ts';
import { loadFormats } from '../mail/load-formats.ts';
import { type MailHeaders, readHeaders } from '../mail-trust/mail-headers.ts';
import { proposeAuthServer } from '../mail-trust/propose-auth-server.ts';
import { MAILBOX_LIMITS, MAILS_PER_BATCH, type MailboxReadingOptions } from './mailbox.ts';
import { readMailboxOf } from './read-mailbox-of.ts';

/**
 * The server that seems to check the senders of a mailbox which is not a feed yet; null where its mails do not agree,
 * or where it is not a mailbox. Changes nothing. Throws UsageError for wrong values, FailureError where it cannot be read.
 */
export async function lookForAuthServer(
  context: BookingContext,
  said: SaidFeed,
  { mailFormats, signal }: { readonly mailFormats: string | null; readonly signal: AbortSignal },
): Promise<string | null> {
  const definition = await defineFeed(said, daysOf(context));
  if (!isMailbox(definition)) return null;
  const heads: MailHeaders[] = [];
  const options: MailboxReadingOptions = {
    ...{ cursor: null, signal, limits: { ...MAILBOX_LIMITS, mails: MAILS_PER_BATCH } },
    since: new Date(instantOfWall(`${definition.since}T00:00:00`, context.homeZone)),
    senders: [...new Set(loadFormats(mailFormats).flatMap(({ senders }) => senders))],
  };
  for await (const { mails } of readMailboxOf(definition, options)) {
    heads.push(...mails.flatMap(({ octets }) => (octets === null ? [] : [readHeaders(octets)])));
  }
  return proposeAuthServer(heads);
}
