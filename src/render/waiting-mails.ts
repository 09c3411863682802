import type { Booking } from '../bookings/booking.ts';
import { NO_SERVER } from '../intake/mail-trust/judge-mail.ts';
import { shortLabels, type WaitingMail } from '../intake/mail-trust/waiting-mail.ts';
import type { WaitingListing } from '../intake/mail-trust/waiting-service.ts';
import type { Outcome } from '../intake/plan/import-plan.ts';
import { wordForTerminal } from '../terminal-words.ts';
import { isElsewhere, type WallTimeAt } from './booking-text.ts';
import { formatCount, formatMoment, formatSpan } from './format.ts';
import { glyphsOf } from './glyphs.ts';
import { printable, singleLine } from './printable.ts';
import { markOf, paintMark, symbolOf } from './status-symbol.ts';
import type { Style } from './style.ts';
import { wrapParts, wrapText } from './width.ts';

/** On wider lines the parts would be too far apart to be read together. */
const WIDEST = 100;

/** What becomes of the booking, beside it. */
const WORDS: Readonly<Record<Outcome, string>> = {
  created: 'new',
  updated: 'changed',
  cancelled: 'cancelled',
  adopted: 'known already',
  unchanged: 'as it is known',
};

/** Mails that wait, each with its id, what it would do, who says so, and why it waits. */
export function renderWaiting(listings: readonly WaitingListing[], wallTimeAt: WallTimeAt, style: Style): string {
  if (listings.length === 0) return 'No mail waits.';
  const width = Math.min(style.width, WIDEST);
  const labels = shortLabels(listings.map(({ mail }) => mail.id));
  const indent = Math.max(...[...labels.values()].map(({ length }) => length)) + 2;
  const blocks = listings.map((listing) => {
    const { mail } = listing;
    const label = labels.get(mail.id) ?? mail.id;
    const [first = '', ...rest] = effectLines(listing, width - indent, style);
    const received =
      mail.receivedAt === null ? [] : [formatMoment(wallTimeAt(new Date(mail.receivedAt), style.homeZone), style)];
    const below = [
      ...rest,
      ...wrapText(subjectOf(mail), width - indent),
      ...wrapParts([printable(mail.from), ...received], ` ${glyphsOf(style).dot} `, width - indent),
      ...(mail.why === NO_SERVER ? [] : wrapText(printable(mail.why), width - indent).map(style.paint.dim)),
    ];
    return [
      `${style.paint.strong(label.padEnd(indent))}${first}`,
      ...below.map((line) => ' '.repeat(indent) + line),
    ].join('\n');
  });
  const next = `${formatCount(listings.length, 'mail waits', 'mails wait')}: numina mail accept ID takes one, numina mail refuse ID forgets it, numina mail block SENDER all of a sender.`;
  // Of a whole mailbox it is the same: once is enough.
  const isUnchecked = listings.some(({ mail }) => mail.why === NO_SERVER);
  const unchecked =
    'Where no reason stands, numina does not know yet which server checks the senders: numina sync tells how to name it.';
  return [
    ...blocks,
    ...[...(isUnchecked ? [unchecked] : []), next].flatMap((line) => wrapText(line, width).map(style.paint.dim)),
  ].join('\n');
}

/** The echo of mails that were accepted. */
export function renderAccepted(accepted: readonly WaitingListing[], style: Style): string {
  const width = Math.min(style.width, WIDEST);
  return accepted.flatMap((listing) => effectLines(listing, width, style)).join('\n');
}

/** The echo of mails that were refused. */
export function renderRefused(mails: readonly WaitingMail[], style: Style): string {
  const { dot } = glyphsOf(style);
  const lines = mails.flatMap((mail) =>
    wrapParts([`Refused ${subjectOf(mail)}`, printable(mail.from)], ` ${dot} `, style.width),
  );
  return lines.join('\n');
}

/** Of {@link WaitingListing} as tab-separated fields: id, sender, arrival, kind, outcome, class, start, subject. */
export function waitingRow({ mail, booking, outcome }: WaitingListing): string[] {
  const [id = '', from = '', receivedAt = '', kind = '', subject = ''] = mailRow(mail);
  const start = booking?.startsLocal.slice(0, 16) ?? '';
  return [id, from, receivedAt, kind, outcome ?? '', singleLine(booking?.className ?? ''), start, subject];
}

export function mailRow({ id, from, receivedAt, kind, subject }: WaitingMail): string[] {
  return [id, singleLine(from), receivedAt ?? '', kind, singleLine(subject)];
}

function subjectOf({ subject }: WaitingMail): string {
  return subject === '' ? 'A mail without a subject' : printable(subject);
}

/** `○ Spin 45 · Thu 26 Nov 18:00–18:45 · Velo · new`, and below what is not taken. */
function effectLines({ booking, outcome, report }: WaitingListing, width: number, style: Style): string[] {
  const { dot } = glyphsOf(style);
  const reasons = report.skipped.flatMap(({ reason }) => wrapText(printable(wordForTerminal(reason)), width - 2));
  if (booking === null || outcome === null) {
    return ['? Nothing comes of it', ...reasons.map((line) => `  ${style.paint.dim(line)}`)];
  }
  const mark = markOf(booking, style.now);
  const [first = '', ...rest] = wrapParts([...partsOf(booking, style), WORDS[outcome]], ` ${dot} `, width - 2);
  return [
    `${paintMark(mark, symbolOf(mark, style), style)} ${first}`,
    ...[...rest, ...reasons].map((line) => `  ${line}`),
  ];
}

function partsOf(booking: Booking, style: Style): string[] {
  const { className, startsLocal, durationMinutes, location, source, zone } = booking;
  const place = location === null ? [] : [printable(location)];
  const where = isElsewhere(booking, style) ? ` ${printable(zone)}` : '';
  return [printable(className), formatSpan(startsLocal, durationMinutes, style) + where, ...place, printable(source)];
}
