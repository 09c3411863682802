import type { ImapDefinition, MailboxDefinition } from '../feeds/feed.ts';
import type { MailboxBatch, MailboxReadingOptions, ReadMailbox } from './mailbox.ts';

/**
 * Reads a mailbox of either kind. Loads only the reader that it needs. `readImap` is used in place of a connection of
 * its own. Throws FailureError where the mailbox cannot be read.
 */
export async function* readMailboxOf(
  definition: MailboxDefinition,
  options: MailboxReadingOptions,
  readImap?: ReadMailbox<ImapDefinition>,
): AsyncGenerator<MailboxBatch> {
  if (definition.kind === 'maildir') {
    const { readMaildir } = await import('./read-maildir.ts');
    yield* readMaildir(definition, options);
  } else {
    const read = readImap ?? (await import('../imap/read-imap.ts')).readImap;
    yield* read(definition, options);
  }
}
