import { describe, expect, it } from 'vitest';
import { loadFormats } from '../../../src/intake/mail/load-formats.ts';
import { openMail } from '../../../src/intake/mail/open-mail.ts';
import { type MailBooking, readMail } from '../../../src/intake/mail/read-mail.ts';
import { type ExpectedClass, heldOutMails } from './held-out.ts';

// Mails whose right answers stood before any of them was read.

const FORMATS = loadFormats(null);
const STATUS: Readonly<Record<string, string>> = {
  waitlisted: 'waitlisted',
  cancelled: 'cancelled',
  late_cancel: 'cancelled',
};

function shown(booking: MailBooking, { places, from }: ExpectedClass): ExpectedClass & { readonly status: string } {
  const { className, local, offsetMinutes, durationMinutes, location, instructor, status, movedFrom } = booking;
  return {
    className,
    start: local.slice(0, 16) + (offsetMinutes === null ? '' : ` UTC${offsetMinutes / 60}`),
    minutes: durationMinutes,
    // Any of the places is right.
    places: places.includes(location ?? '') ? places : [location ?? ''],
    ...{ instructor, status },
    from: from === null && movedFrom === null ? null : (movedFrom?.local.slice(0, 16) ?? null),
  };
}

describe('a mail of the held-out set', () => {
  it.each(heldOutMails().map((mail) => [mail.name, mail] as const))('%s', async (_, mail) => {
    const read = readMail((await openMail(mail.octets)).mail, FORMATS);
    expect({ kind: read.kind, reason: mail.kind === 'none' ? null : read.reason }).toEqual({
      kind: mail.kind,
      reason: null,
    });
    expect(read.bookings).toHaveLength(mail.count > 1 ? mail.count : mail.classes.length);
    mail.classes.forEach((expected, index) => {
      const booking = read.bookings[index] as MailBooking;
      expect(shown(booking, expected)).toEqual({ ...expected, status: STATUS[mail.kind] ?? 'booked' });
    });
  });
});
