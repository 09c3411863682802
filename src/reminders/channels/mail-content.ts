import type { Booking } from '../../bookings/booking.ts';
import { foldTitle } from '../../bookings/text-fields.ts';
import { wordForTerminal } from '../../terminal-words.ts';
import { addWallMinutes } from '../../time/civil.ts';
import { type ClockFormat, formatDate, formatTime, formatWeekday } from '../../time/names.ts';
import { command, field, words } from '../../words.ts';
import type { ReminderMessage } from '../channel.ts';

export interface MailContent {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

const LINK = /^https?:\/\//i;

/** A message as a mail: its own words, then the facts of the class. */
export function buildMailContent({ title, body, booking, homeZone }: ReminderMessage, clock: ClockFormat): MailContent {
  const facts = booking ? factsOf(booking, homeZone, clock) : [];
  const link = booking?.url && LINK.test(booking.url) ? booking.url : null;
  const width = Math.max(...facts.map(([name]) => name.length)) + 2;
  const lines = facts.map(([name, value]) => `${name.padEnd(width)}${value}`);
  return {
    // An older version of numina may have stored control characters.
    subject: foldTitle(title),
    text: `${[title, body, lines.join('\n'), link ?? '', FOOTER].filter(Boolean).join('\n\n')}\n`,
    html: buildHtml(title, body, facts, link),
  };
}

type Fact = readonly [name: string, value: string];

const FOOTER = wordForTerminal(
  words`numina, on your own computer. To stop these: ${command('reminders set', field('channels', 'desktop'))}`,
);

function factsOf(booking: Booking, homeZone: string, clock: ClockFormat): readonly Fact[] {
  const { startsLocal, durationMinutes, zone, location, instructor } = booking;
  const span = `${formatTime(startsLocal, clock)}–${formatTime(addWallMinutes(startsLocal, durationMinutes), clock)}`;
  const date = startsLocal.slice(0, 10);
  const day = `${formatWeekday(date)} ${formatDate(date)} ${date.slice(0, 4)}`;
  const when = `${day}, ${span}${zone === homeZone ? '' : ` (${zone})`}`;
  const facts: Fact[] = [
    ['Class', booking.className],
    ['When', when],
  ];
  if (location) facts.push(['Where', location]);
  if (instructor) facts.push(['With', instructor]);
  return facts;
}

/** No pictures and no external styles, so that opening the mail loads nothing. */
function buildHtml(title: string, body: string, facts: readonly Fact[], link: string | null): string {
  const rows = facts.map(
    ([name, value]) =>
      `<tr><td style="padding:2px 16px 2px 0;color:#777">${name}</td><td>${escapeHtml(value)}</td></tr>`,
  );
  const parts = [
    '<!doctype html><html lang="en"><head><meta charset="utf-8"></head>',
    '<body style="font:16px/1.5 system-ui,sans-serif">',
    `<h1 style="font-size:20px;margin:0 0 8px">${escapeHtml(title)}</h1>`,
    body === '' ? '' : `<p style="margin:0 0 16px">${escapeHtml(body).replaceAll('\n', '<br>')}</p>`,
    rows.length === 0 ? '' : `<table style="border-collapse:collapse">${rows.join('')}</table>`,
    link === null ? '' : `<p><a href="${escapeHtml(link)}">${escapeHtml(link)}</a></p>`,
    `<p style="color:#777;font-size:13px">${escapeHtml(FOOTER)}</p></body></html>`,
  ];
  return `${parts.filter(Boolean).join('\n')}\n`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}
