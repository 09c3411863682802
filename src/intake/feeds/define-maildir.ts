import { stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, join, normalize } from 'node:path';
import type { DayReading } from '../../bookings/said-filter.ts';
import { UsageError } from '../../errors.ts';
import { systemCode } from '../../files/file-failure.ts';
import { command, type Words, words } from '../../words.ts';
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
    const fact = said === '' ? 'The address names no folder.' : `“${said}” is not a whole path.`;
    throw new UsageError('bad_maildir', fact, 'Give one, such as maildir:~/Mail/INBOX.');
  }
  const whole = normalize(path).replace(/(?<=.)[\\/]+$/, '');
  if (await isMaildir(whole)) return whole;
  throw new UsageError('bad_maildir', ...(await explain(whole)));
}

/** Why a path is not a Maildir, and what to do. */
async function explain(path: string): Promise<[fact: string, hint: Words]> {
  const found = await stat(path).catch(systemCode);
  if (typeof found === 'string') {
    if (found !== 'ENOENT' && found !== 'ENOTDIR') return [`${path} cannot be read (${found}).`, CHECK];
    return [`There is no folder ${path}.`, 'Check its name; a new Maildir is there after the first mail.'];
  }
  if (!found.isDirectory()) {
    return [`${path} is a file, not a Maildir.`, words`${command('import')} reads a file of mails, once.`];
  }
  const [first, ...others] = await findMaildirs(path);
  const fact = `${path} is not a Maildir: it has no folders new and cur.`;
  if (first === undefined) return [fact, 'Give the folder that its program keeps, such as maildir:~/Mail/INBOX.'];
  const names = others.slice(0, MOST_NAMED).join(', ');
  const also = names === '' ? '' : ` (also ${names}${others.length > MOST_NAMED ? ', …' : ''})`;
  return [
    fact,
    `Each folder of mails is a feed by itself. Give one that is in it: maildir:${join(path, first)}${also}`,
  ];
}

const CHECK = 'Check its permissions.';
const MOST_NAMED = 5;
