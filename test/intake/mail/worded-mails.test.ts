import { describe, expect, it } from 'vitest';
import { loadFormats } from '../../../src/intake/mail/load-formats.ts';
import { openMail } from '../../../src/intake/mail/open-mail.ts';
import { readMail } from '../../../src/intake/mail/read-mail.ts';
import { type WordedMail, wordedMails } from './worded-mails.ts';

// Each language says each thing in several ways, and each comes in several layouts and from several providers.

const FORMATS = loadFormats(null);
const STATUS: Readonly<Record<string, string>> = {
  waitlisted: 'waitlisted',
  cancelled: 'cancelled',
  late_cancel: 'cancelled',
};
const LANGUAGES = wordedMails();

async function read({ octets }: WordedMail) {
  const { bookings } = readMail((await openMail(octets)).mail, FORMATS);
  return bookings.map(({ className, local, location, status, movedFrom }) => ({
    ...{ className, local, location, status },
    from: movedFrom?.local ?? null,
  }));
}

describe.each(LANGUAGES)('in $name', ({ mails }) => {
  const kinds = [...new Set(mails.map(({ kind }) => kind))];
  it.each(kinds.filter((kind) => kind !== 'none'))('%s', async (kind) => {
    for (const mail of mails.filter((each) => each.kind === kind)) {
      const { className, place, name } = mail;
      const status = STATUS[kind] ?? 'booked';
      const from = kind === 'changed' ? '2026-12-10T17:30:00' : null;
      const wanted = [{ className, local: '2026-12-10T18:30:00', location: place, status, from }];
      expect({ name, read: await read(mail) }).toEqual({ name, read: wanted });
    }
  });

  it('nothing of what books nothing', async () => {
    for (const mail of mails.filter(({ kind }) => kind === 'none'))
      expect({ name: mail.name, read: await read(mail) }).toEqual({ name: mail.name, read: [] });
  });
});
