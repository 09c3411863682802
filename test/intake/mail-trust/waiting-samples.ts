import type { BookingContext } from '../../../src/bookings/booking-context.ts';
import { loadFormats } from '../../../src/intake/mail/load-formats.ts';
import { readMailSource } from '../../../src/intake/mail/mail-source.ts';
import { openMail } from '../../../src/intake/mail/open-mail.ts';
import { readMail } from '../../../src/intake/mail/read-mail.ts';
import { readHeaders } from '../../../src/intake/mail-trust/mail-headers.ts';
import { waitingMailOf } from '../../../src/intake/mail-trust/waiting-mail-of.ts';
import { type Kept, keepWaiting } from '../../../src/intake/mail-trust/waiting-store.ts';
import { type MailSample, mailOf } from '../mail/mail-samples.ts';

const CLASSPASS = 'ClassPass <team@info.classpass.com>';

/** A confirmation of ClassPass, of Spin 45 at Velo on Thursday, 26 November at 18:00 unless said otherwise. */
export function confirmation(name = 'Spin 45', when = 'Thursday, November 26, 2026 • 6:00 PM - 6:45 PM'): MailSample {
  return {
    from: CLASSPASS,
    subject: `You're booked for ${name} at Velo!`,
    date: '2026-11-20T10:00:00Z',
    body: `<p><b>${name}</b></p><p>${when}</p><p>Velo</p>`,
  };
}

/** The cancellation of {@link confirmation}, a day later. */
export function cancellation(name = 'Spin 45', when = 'Thursday, November 26, 2026 • 6:00 PM - 6:45 PM'): MailSample {
  return {
    from: CLASSPASS,
    subject: `Your reservation for ${name} at Velo was cancelled`,
    date: '2026-11-21T10:00:00Z',
    body: `<p>Your reservation was cancelled.</p><p><b>${name}</b></p><p>${when}</p><p>Velo</p>`,
  };
}

const FORMATS = loadFormats(null);

/** Lets mails wait, as a mailbox does that cannot be sure of them. */
export async function letWait(context: BookingContext, ...mails: readonly (MailSample | Buffer)[]): Promise<Kept> {
  const waiting = [];
  for (const mail of mails) {
    const octets = Buffer.isBuffer(mail) ? mail : mailOf(mail);
    const options = { homeZone: context.homeZone, since: '2025-11-01', horizon: '2027-11-01', formats: FORMATS };
    const said = await readMailSource(octets, options);
    const { kind, format } = readMail((await openMail(octets)).mail, FORMATS);
    const read = { said, defaultSource: 'ics', kind, provider: format?.name ?? null };
    const receivedAt = new Date('2026-11-22T10:00:00Z');
    waiting.push(waitingMailOf({ octets, headers: readHeaders(octets), receivedAt }, read, 'Nobody vouches for it.'));
  }
  return keepWaiting(context.store, 'feed', waiting, context.newId);
}
