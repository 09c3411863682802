import { decodePart, type Part } from './mail-parts.ts';

export interface FoundCalendar {
  readonly text: string;
  /** What was guessed, in whole sentences. */
  readonly notes: readonly string[];
}

/**
 * The calendar in the parts of a mail and of its forwarded mails (RFC 6047): it confirms, moves or cancels a booking.
 * Null where there is none.
 */
export function findCalendar(parts: readonly Part[]): FoundCalendar | null {
  const isShown = ({ mimeType }: Part) => mimeType === 'text/calendar';
  const shown = parts.filter(isShown).map(decodePart);
  // The same calendar often comes twice: once to show, once to save as a file.
  const essences = new Set(shown.map(({ text }) => essenceOf(text)));
  const saved = parts
    .filter((part) => !isShown(part) && isSaved(part))
    .map(decodePart)
    .filter(({ text }) => !essences.has(essenceOf(text)));
  // Of two equal versions the last one counts, so the shown one comes last.
  const found = [...saved, ...shown];
  const texts = new Set(found.map(({ text }) => text));
  const notes = new Set(found.flatMap(({ note }) => note ?? []));
  return texts.size === 0 ? null : { text: [...texts].join('\r\n'), notes: [...notes] };
}

const CALENDAR_TYPE = /^(?:application\/(?:x-)?(?:ics|ical|calendar)|text\/(?:x-)?vcalendar)$/;

function isSaved({ mimeType, filename }: Part): boolean {
  return CALENDAR_TYPE.test(mimeType) || /\.(?:ics|ical|icalendar|vcs)$/i.test(filename ?? '');
}

/** The events of a calendar, without regard to folding and method. */
function essenceOf(text: string): string {
  return text.replace(/\n[ \t]/g, '').replace(/^(?:METHOD|PRODID|VERSION|CALSCALE|X-WR-CAL[A-Z]+)[;:].*\n/gim, '');
}
