import { command, field, type Words, words } from '../../words.ts';
import type { MailboxDefinition, MailboxFeed } from '../feeds/feed.ts';
import { formatImapAddress } from '../imap/imap-address.ts';

/** Why every mail of a mailbox waits, and what to do. `server` is the one that seems to check its senders. */
export function describeUnchecked({ name, definition }: MailboxFeed, server: string | null): Words {
  if (server === null) {
    const named = command('sync add', name, addressOf(definition), field('authServer', 'SERVER'));
    return words`All mails wait: numina does not know which server checks their senders, and they do not tell. Your mail provider can; then say so: ${named}`;
  }
  const again = command('sync add', name, addressOf(definition), field('authServer', server));
  return words`All mails wait: numina does not know which server checks their senders. It seems to be ${server}. If that is your mail provider, say so: ${again}`;
}

function addressOf(definition: MailboxDefinition): string {
  if (definition.kind === 'maildir') return `maildir:${definition.path}`;
  return formatImapAddress({ ...definition, isEncrypted: definition.tls === 'tls' });
}
