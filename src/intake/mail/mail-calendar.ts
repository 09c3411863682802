import { decodePart, type Part } from './mail-parts.ts';

export interface FoundCalendar {
  readonly text: string;
  /** What had to be guessed, in whole sentences. */
  readonly notes: readonly string[];
}

/**
 * The calendar in the parts of a mail (RFC 6047), and of the mails that it forwards: what confirms a booking, moves or
 * cancels it; null where there is none.
 */
export function findCalendar(parts: readonly Part[]): FoundCalendar | null {
  const isShown = ({ mimeType }: Part) => mimeType === 'text/calendar';
  const shown = parts.filter(isShown).map(decodePart);
  // The same calendar often comes twice, to be shown by the mail program and to be saved as a file.
  const essences = new Set(shown.map(({ text }) => essenceOf(text)));
  const saved = parts
    .filter((part) => !isShown(part) && isSaved(part))
    .map(decodePart)
    .filter(({ text }) => !essences.has(essenceOf(text)));
  // Of two versions that nothing else tells apart the last counts: the one that is shown.
  const found = [...saved, ...shown];
  const texts = new Set(found.map(({ text }) => text));
  const notes = new Set(found.flatMap(({ note }) => note ?? []));
  return texts.size === 0 ? null : { text: [...texts].join('\r\n'), notes: [...notes] };
}

const CALENDAR_TYPE = /^(?:application\/(?:x-)?(?:ics|ical|calendar)|text\/(?:x-)?vcalendar)$/;

function isSaved({ mimeType, filename }: Part): boolean {
  return CALENDAR_TYPE.test(mimeType) || /\.(?:ics|ical|icalendar|vcs)$/i.test(filename ?? '');
}

/** What a calendar says of its events, however its lines are folded and whatever is to be done with it. */
function essenceOf(text: string): string {
  return text.replace(/\n[ \t]/g, '').replace(/^(?:METHOD|PRODID|VERSION|CALSCALE|X-WR-CAL[A-Z]+)[;:].*\n/gim, '');
}
