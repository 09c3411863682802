import { FailureError } from '../errors.ts';
import { readTable } from './csv-import.ts';
import { decodeText } from './decode-text.ts';
import { detectFormat } from './detect-format.ts';
import { type CalendarReading, readCalendar } from './ics-import.ts';
import type { ReadResult } from './incoming.ts';
import { readJson } from './json-import.ts';

export type SourceReading = CalendarReading;

export interface SourceResult extends ReadResult {
  /** The source of what names none. */
  readonly defaultSource: string;
}

/** Reads a calendar, a table, numina's own JSON or a mail with a calendar in it, whichever it is. Throws FailureError where it is none. */
export async function readSource(bytes: Uint8Array, fileName: string, options: SourceReading): Promise<SourceResult> {
  const { text } = decodeText(bytes);
  switch (detectFormat(text, fileName)) {
    case 'ics':
      return { ...readCalendar(text, options), defaultSource: 'ics' };
    case 'csv':
      return { ...readTable(text, options), defaultSource: 'manual' };
    case 'json':
      return { ...readJson(text, options), defaultSource: 'manual' };
    case 'mail': {
      const { findCalendar } = await import('./mail-calendar.ts');
      return { ...readCalendar(await findCalendar(bytes), options), defaultSource: 'ics' };
    }
    case null:
      throw new FailureError(
        'not_readable',
        `${fileName} is neither a calendar nor a table of classes.`,
        'Give an .ics file, a saved mail (.eml), or a .csv whose first line names its columns, such as starts_at,class,location.',
      );
  }
}
