import { homedir } from 'node:os';
import { isAbsolute, join, normalize } from 'node:path';
import type { DayReading } from '../../bookings/said-filter.ts';
import { UsageError } from '../../errors.ts';
import { findMaildirs, isMaildir } from '../mailbox/maildir.ts';
import { mailReadingOf, type SaidMailbox } from './define-imap.ts';
import type { MaildirDefinition } from './feed.ts';
import { checkWord } from './said-access.ts';

const PREFIX = /^maildir:(?:\/\/(?=\/))?/i;

export function isMaildirAddress(place: string): boolean {
  return PREFIX.test(place);
}

/** A Maildir on this machine, which is there. Throws UsageError. */
export async function maildirOf(said: SaidMailbox, place: string, days: DayReading): Promise<MaildirDefinition> {
  const reading = await mailReadingOf(said, days);
  return { kind: 'maildir', path: await checkPath(checkWord(place.replace(PREFIX, ''), 'The path')), ...reading };
}

async function checkPath(said: string): Promise<string> {
  const path = /^~(?:[\\/]|$)/.test(said) ? join(homedir(), said.slice(1)) : said;
  if (!isAbsolute(path)) {
    throw new UsageError('bad_maildir', `“${said}” is no whole path.`, 'Give one, such as maildir:~/Mail/INBOX.');
  }
  const whole = normalize(path).replace(/(?<=.)[\\/]+$/, '');
  if (await isMaildir(whole)) return whole;
  const [first, ...others] = await findMaildirs(whole);
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  throw new UsageError(
    'bad_maildir',
    `${whole} is no Maildir: it has no folders new and cur.`,
    first === undefined
      ? 'Give the folder that its program keeps, such as maildir:~/Mail/INBOX.'
      : `Each folder of a mailbox is one by itself. In it there are ${first}${more}.`,
  );
}
