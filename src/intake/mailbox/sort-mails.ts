import type { Words } from '../../words.ts';
import type { Skip } from '../incoming.ts';
import { type JudgingRules, judgeMail } from '../mail-trust/judge-mail.ts';
import { type MailHeaders, readHeaders } from '../mail-trust/mail-headers.ts';
import { mailKeyOf } from '../mail-trust/mail-key.ts';
import type { NewWaitingMail } from '../mail-trust/waiting-mail.ts';
import { waitingMailOf } from '../mail-trust/waiting-mail-of.ts';
import type { StoredMail } from './mailbox.ts';
import { type MailDocument, type MailDocumentReading, readMailDocument } from './read-mail-document.ts';

/** The mails of a batch, by what happens to them. */
export interface SortedMails {
  readonly documents: readonly MailDocument[];
  readonly waiting: readonly NewWaitingMail[];
  /** By their keys, the mails of the documents. They may have waited before. */
  readonly taken: readonly string[];
  /** The reasons why the others are left out. */
  readonly skipped: readonly Skip[];
  /** Whole sentences that the person should read. */
  readonly notes: readonly Words[];
  /** The heads of all mails that could be read. */
  readonly headers: readonly MailHeaders[];
}

export interface SortingRules extends JudgingRules {
  /** By their keys, the mails that the person has refused. */
  readonly refused: ReadonlySet<string>;
}

/** Reads the mails of a batch and judges each: it is taken, it waits, or it is left out for a reason. Changes nothing. */
export async function sortMails(
  mails: readonly StoredMail[],
  reading: MailDocumentReading,
  rules: SortingRules,
): Promise<SortedMails> {
  const [documents, waiting, skipped, notes]: [MailDocument[], NewWaitingMail[], Skip[], Words[]] = [[], [], [], []];
  const [headers, taken]: [MailHeaders[], string[]] = [[], []];
  for (const { octets, receivedAt } of mails) {
    const document = await readMailDocument(octets, 1, reading, receivedAt);
    if (octets === null || document.reading === null) {
      skipped.push(...withoutPlace(document));
      continue;
    }
    const head = readHeaders(octets);
    headers.push(head);
    const { kind, format } = document.reading;
    // A calendar from an unknown sender may be any appointment. Nothing says that it is a class.
    const isOthers = format === null && kind === 'none';
    const { verdict, why } = judgeMail(head, { format, isEmpty: document.isEmpty || isOthers, reason: null }, rules);
    const key = verdict === 'take' ? mailKeyOf(octets, head) : '';
    if (rules.refused.has(key)) {
      skipped.push({ uid: null, line: null, reason: 'You have refused it.' });
    } else if (verdict === 'take') {
      taken.push(key);
      documents.push({ ...document, skipped: withoutPlace(document) });
      notes.push(...document.notes);
    } else if (verdict === 'wait') {
      const { said, defaultSource } = document;
      const read = { said, defaultSource, kind, provider: format?.name ?? null };
      waiting.push(waitingMailOf({ octets, headers: head, receivedAt }, read, why));
    } else if (verdict === 'blocked') {
      skipped.push({ uid: null, line: null, reason: 'You have blocked its sender.' });
    } else if (isOthers && !document.isEmpty) {
      skipped.push({ uid: null, line: null, reason: 'No booking: no format knows its sender.' });
    } else {
      skipped.push(...withoutPlace(document));
    }
  }
  return { documents, waiting, taken, skipped, notes, headers };
}

/** Removes the position of the mail: in a mailbox, mails have no numbers. */
function withoutPlace({ skipped }: MailDocument): Skip[] {
  return skipped.map((skip) => ({ ...skip, line: null }));
}
