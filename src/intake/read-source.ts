import { FailureError } from '../errors.ts';
import { readTable, type TableReading } from './csv/csv-import.ts';
import { decodeText } from './decode-text.ts';
import { detectFormat, detectPacking, type IntakeFormat } from './detect-format.ts';
import { type CalendarReading, readCalendar } from './ics/ics-import.ts';
import type { ReadResult } from './incoming.ts';
import { readJson } from './json/json-import.ts';
import { requireWhole, type Transfer } from './whole-document.ts';

export interface SourceReading extends CalendarReading, Pick<TableReading, 'dateOrder' | 'statusMap'> {
  /** The folder with the person's own mail formats. */
  readonly mailFormats?: string | null;
}

export interface SourceResult extends ReadResult {
  /** The `source` of bookings that name none. */
  readonly defaultSource: string;
  readonly format: IntakeFormat;
}

/**
 * Reads a calendar, a table, numina's own JSON, or a mail; gzip too. Throws FailureError where the document is none of
 * them. `transfer` is set for a document from the network: then it throws FailureError too where the document breaks
 * off.
 */
export async function readSource(
  bytes: Uint8Array,
  fileName: string,
  options: SourceReading,
  transfer: Transfer | null = null,
): Promise<SourceResult> {
  const packing = detectPacking(bytes);
  if (packing === 'zip') throw zipped(fileName);
  // The server may have unpacked it already, so the name may end in .gz all the same.
  const name = fileName.replace(/\.gz$/i, '');
  if (packing === 'gzip') {
    const { unpackGzip } = await import('./fetch/unpack-document.ts');
    // Gzip marks its own end.
    const whole = transfer && { ...transfer, isDelimited: true };
    return readUnpacked(await unpackGzip(bytes), name, options, whole);
  }
  return readUnpacked(bytes, name, options, transfer);
}

async function readUnpacked(
  bytes: Uint8Array,
  fileName: string,
  options: SourceReading,
  transfer: Transfer | null,
): Promise<SourceResult> {
  const { text, note } = decodeText(bytes, transfer?.charset);
  const format = detectFormat(text, fileName);
  if (format === null) throw unreadable(fileName);
  const read = await READERS[format](text, bytes, options);
  if (transfer) requireWhole(format, text, read, transfer);
  const notes = [...read.notes];
  // Each part of a mail is decoded on its own, so a note about the whole is wrong.
  if (note !== null && format !== 'mail') notes.unshift(note);
  // The reader of tables has named the row already.
  if (read.isCutOff && format !== 'csv') notes.push('The calendar breaks off: what comes before its break is taken.');
  return { ...read, notes, format };
}

type Read = Omit<SourceResult, 'format'>;
type Reader = (text: string, bytes: Uint8Array, options: SourceReading) => Read | Promise<Read>;

const READERS: Readonly<Record<IntakeFormat, Reader>> = {
  ics: (text, _, options) => ({ ...readCalendar(text, options), defaultSource: 'ics' }),
  csv: (text, _, options) => ({ ...readTable(text, options), defaultSource: 'manual' }),
  json: (text, _, options) => ({ ...readJson(text, options), defaultSource: 'manual' }),
  mail: async (_, bytes, options) => {
    const [{ readMailSource }, { loadFormats }] = await Promise.all([
      import('./mail/mail-source.ts'),
      import('./mail/load-formats.ts'),
    ]);
    const formats = loadFormats(options.mailFormats ?? null);
    return { ...(await readMailSource(bytes, { ...options, formats })), defaultSource: 'ics' };
  },
};

/** Whether a source has content, but none of it can be read. A mail may be about something else, so it never counts. */
export function isAllUnreadable({ format, bookings, cancellations = [], record, skipped }: SourceResult): boolean {
  const taken = bookings.length + cancellations.length + (record?.pauses.length ?? 0) + (record?.reviews.length ?? 0);
  return format !== 'mail' && taken === 0 && skipped.length > 0;
}

function unreadable(fileName: string): FailureError {
  return new FailureError(
    'not_readable',
    `${fileName} is neither a calendar nor a table of classes.`,
    'Give an .ics file, a saved mail (.eml), or a .csv whose first line names its columns, such as starts_at,class,location.',
  );
}

/** Spreadsheets are zip archives too. */
function zipped(fileName: string): FailureError {
  const isSheet = /\.(?:xlsx|xlsm|ods|numbers)$/i.test(fileName);
  return new FailureError(
    'not_readable',
    isSheet ? `${fileName} is a spreadsheet.` : `${fileName} is a .zip archive.`,
    isSheet ? 'Save it as .csv there, then import that.' : 'Unpack it, then import the .ics or .csv file in it.',
  );
}
