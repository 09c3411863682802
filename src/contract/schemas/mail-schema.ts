import * as z from 'zod';
import { STATUSES } from '../../bookings/booking.ts';
import { PROVENANCES } from '../../intake/mail/mail-format.ts';
import { MAIL_KINDS } from '../../intake/mail/mail-words.ts';
import { booking } from './booking-schema.ts';
import { count, id, instant, instructor, type JsonOf, textOrNull, zone } from './values.ts';

const mail = {
  id,
  shortId: z.string().length(8).describe('The first eight characters of the id'),
  from: z.string().describe('The address that it names as its sender; anybody can write any'),
  subject: z.string().describe('As it names it'),
  receivedAt: instant.nullable().describe('When the mailbox got it, in UTC'),
  kind: z.enum(MAIL_KINDS).describe('What it says of a class'),
  why: z.string().describe('Why it waits, in sentences'),
};

const effect = {
  booking: booking.nullable().describe('The booking as it will be; its id is new each time until it is stored'),
  outcome: z
    .enum(['created', 'updated', 'cancelled', 'adopted', 'unchanged'])
    .nullable()
    .describe('What becomes of the booking; null where nothing comes of the mail'),
  reasons: z.array(z.string()).describe('Why something in it is not taken, in sentences'),
};

export const waiting = z.strictObject({ ...mail, ...effect }).meta({ id: 'WaitingMail' });
export type WaitingMailJson = JsonOf<typeof waiting>;
export const waitingMails = z.array(waiting).describe('The oldest first');
export const acceptedMails = z.array(waiting).describe('In the order in which they were written');

export const refused = z.strictObject(mail).meta({ id: 'RefusedMail' });
export type RefusedMailJson = JsonOf<typeof refused>;
export const refusedMails = z.array(refused);

const blocked = {
  sender: z.string().describe('An address, or a domain with what lies below it'),
  createdAt: instant.describe('When it was blocked, in UTC'),
};
const blockedSender = z.strictObject(blocked).meta({ id: 'BlockedSender' });
export type BlockedSenderJson = JsonOf<typeof blockedSender>;
const blockChange = z
  .strictObject({
    ...blocked,
    isBlocked: z.boolean().describe('false where the sender was unblocked'),
    mails: count.describe('How many mails of it no longer wait'),
  })
  .meta({ id: 'BlockChange' });
export type BlockChangeJson = JsonOf<typeof blockChange>;
export const blockedOrAll = z
  .union([blockChange, z.array(blockedSender)])
  .describe('An array of all where no sender is named');

const pattern = z.string().describe('A regular expression of JavaScript');
const format = z
  .strictObject({
    name: z.string().describe('The provider'),
    source: z.string().describe('The source of its bookings'),
    known: z
      .enum(PROVENANCES)
      .describe('seen: made from real mails; sender: only the address is real; reconstructed: nothing is'),
    isOwn: z.boolean().describe('Whether the person has put it into their folder'),
    isOverruled: z.boolean().describe('Whether one of the person’s own knows all of its senders, and wins'),
    senders: z.array(z.string()).describe('Domains with what lies below them, and addresses'),
    dateOrder: z.enum(['dmy', 'mdy']).nullable().describe('Of dates in digits; null where they tell it themselves'),
    subjects: z
      .array(
        z.strictObject({
          kind: z.enum([...MAIL_KINDS, 'none']).describe('none: such a mail is not a booking'),
          pattern,
        }),
      )
      .describe('What a mail is by its subject; the first that matches counts'),
    lines: z
      .array(z.strictObject({ kinds: z.array(z.enum(MAIL_KINDS)).describe('Empty for all'), pattern }))
      .describe('Patterns of lines'),
    orders: z.array(z.string()).describe('Lines around the time, such as: class instructor? when location?'),
    ids: z.array(pattern).describe('Where the number of a booking stands'),
  })
  .meta({ id: 'MailFormat' });
export type MailFormatJson = JsonOf<typeof format>;
export const mailFormats = z.array(format);

const triedLine = z.strictObject({
  part: z
    .enum(['sender', 'calendar', 'markup', 'subject', 'line', 'label', 'order', 'id', 'time'])
    .describe('The part of a format; a calendar, markup and labels are read by every format'),
  said: z.string().describe('As the format says it'),
  matched: textOrNull.describe('The text of the mail; null where nothing matches'),
  fields: z.record(z.string(), z.string()).describe('What it says of the class'),
});
const triedBooking = z.strictObject({
  class: z.string().describe('Empty where a cancellation does not name it'),
  startsAt: instant.describe('With the offset of its zone'),
  zone,
  durationMinutes: count.nullable().describe('Minutes; null where it says none'),
  status: z.enum(STATUSES).nullable().describe('null where a calendar says none'),
  location: textOrNull.describe('The place'),
  instructor,
  source: textOrNull.describe('Where it was booked'),
  externalBookingId: textOrNull.describe('The number that the provider gave it'),
});
const tried = z
  .strictObject({
    file: z.string().describe('The name of its file'),
    from: z.string().describe('The address of its sender'),
    subject: z.string().describe('Without the marks of answers'),
    isClaimed: z.boolean().describe('Whether the format names its sender'),
    kind: z.enum(MAIL_KINDS).nullable().describe('What it says of a class; null where that is not certain'),
    lines: z.array(triedLine).describe('Each line of the format, and labels that need none'),
    bookings: z.array(triedBooking).describe('What comes of it'),
    missing: z
      .array(z.enum(['class', 'instructor', 'location', 'duration', 'id']))
      .describe('What the first does not say'),
    reasons: z.array(z.string()).describe('Why there is none, in sentences'),
  })
  .meta({ id: 'TriedMail' });
export type TriedMailJson = JsonOf<typeof tried>;
export const triedMails = z.array(tried);
