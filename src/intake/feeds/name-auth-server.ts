import { type BookingContext, daysOf } from '../../bookings/booking-context.ts';
import { nameKey } from '../../bookings/name-key.ts';
import { recordChanges } from '../../bookings/record-changes.ts';
import { saidFields, saidText } from '../../bookings/said-values.ts';
import { parseImapAddress } from '../imap/imap-address.ts';
import { defineFeed, FEED_NAMES, type SaidFeed } from './define-feed.ts';
import { checkServer, isImapAddress } from './define-imap.ts';
import { type Feed, type ImapDefinition, isMailbox, type MailboxDefinition } from './feed.ts';
import { listFeedRows, toFeed } from './feed-store.ts';

const NEEDED = ['name', 'place', 'authServer'];

/**
 * Names the server that is believed for a mailbox that is a feed already: it is added again as it was, or by its name
 * and address alone, with the server. Its mails are then read anew. Null where it is another mailbox, or is not there.
 * Throws UsageError.
 */
export async function nameAuthServer(context: BookingContext, said: SaidFeed): Promise<Feed | null> {
  const given = saidFields(said, 'A feed', FEED_NAMES);
  if (!given.has('authServer')) return null;
  const authServer = checkServer(said.authServer);
  const name = nameKey(saidText(said.name, 'The name'));
  return context.store.transaction(async (store) => {
    const before = (await listFeedRows(store)).find((row) => nameKey(row.name) === name);
    const known = before && toFeed(before).definition;
    if (!before || !known || !isMailbox(known)) return null;
    const isShort = [...given.keys()].every((key) => NEEDED.includes(key));
    const defined = await definitionOf(said, isShort ? known : null, context);
    const { since } = given.has('since') ? defined : known;
    const definition = { ...defined, since, authServer };
    if (JSON.stringify({ ...known, since, authServer }) !== JSON.stringify(definition)) return null;
    const after = { ...before, definition: JSON.stringify(definition) };
    if (after.definition === before.definition) return toFeed(before);
    await recordChanges(
      store,
      {
        what: `named ${authServer} for the feed ${before.name}`,
        ...{ bookings: [], classes: [] },
        rows: [{ table: 'feeds', key: { id: before.id }, before: { ...before }, after }],
      },
      context.listeners,
    );
    return toFeed(after);
  });
}

/** `known` fills in what is not said. */
async function definitionOf(
  said: SaidFeed,
  known: MailboxDefinition | null,
  context: BookingContext,
): Promise<MailboxDefinition> {
  if (known?.kind === 'imap' && isImapAddress(said.place)) return withAddress(known, said.place);
  const defined = await defineFeed(said, daysOf(context));
  if (known?.kind === 'maildir' && defined.kind === 'maildir') return { ...known, path: defined.path };
  return defined as MailboxDefinition;
}

function withAddress(known: ImapDefinition, place: string): ImapDefinition {
  const { isEncrypted, host, port, user, folder } = parseImapAddress(place);
  const isSameWay = isEncrypted === (known.tls === 'tls');
  return {
    ...known,
    host,
    port,
    folder,
    user: user ?? known.user,
    tls: isSameWay ? known.tls : isEncrypted ? 'tls' : 'starttls',
  };
}
