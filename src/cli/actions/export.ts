import { resolve } from 'node:path';
import { SCOPES } from '../../bookings/booking-reference.ts';
import {
  checkExport,
  exportDocument,
  exportFolder,
  exportGoogleLink,
  type SaidExport,
} from '../../calendar/export-service.ts';
import { checkTarget } from '../../calendar/export-target.ts';
import type { VdirReport } from '../../calendar/vdir.ts';
import { toBookingJson } from '../../contract/booking-json.ts';
import { toExportedJson } from '../../contract/export-json.ts';
import { UsageError } from '../../errors.ts';
import { createFolder } from '../../files/create-folder.ts';
import { writeAtomically } from '../../files/write-atomically.ts';
import { formatCount } from '../../render/format.ts';
import { askBooking } from '../ask-bookings.ts';
import { defineAction } from '../command.ts';
import { argumentWords, daysOf, filterOptions, hasFlag, optionsNamed, textOption } from '../raw-options.ts';

interface Input {
  /** The booking is part of it. */
  readonly said: SaidExport;
  readonly isGoogleLink: boolean;
  readonly file: string | undefined;
  readonly folder: string | undefined;
}

interface Draft extends Input {
  /** Of one booking; none for all. */
  readonly words: readonly string[];
}

/** What goes to standard output, or where it went instead. */
interface Exported {
  readonly chunks: AsyncIterable<string> | null;
  readonly file: string | null;
  readonly folder: string | null;
  readonly vdir: VdirReport | null;
  readonly link: string | null;
  readonly count: number;
  readonly isCalendar: boolean;
}

const NOWHERE: Exported = {
  chunks: null,
  file: null,
  folder: null,
  vdir: null,
  link: null,
  count: 0,
  isCalendar: false,
};

export const action = defineAction<Input, Exported, Draft>({
  async parse(raw, _surroundings, session) {
    const words = argumentWords(raw, 0);
    const [isGoogleLink, file, folder] = [hasFlag(raw, 'google'), textOption(raw, 'output'), textOption(raw, 'vdir')];
    const target = { isOfOne: words.length > 0, output: file, vdir: folder, google: isGoogleLink };
    checkTarget({ ...target, format: textOption(raw, 'format') });
    const wantsJson = hasFlag(raw, 'json') && file === undefined && folder === undefined && !isGoogleLink;
    const format = textOption(raw, 'format') ?? (wantsJson ? 'json' : 'ics');
    if (wantsJson && format !== 'json') {
      throw new UsageError(
        'two_formats',
        `--json and --format ${format} exclude each other.`,
        'Choose one, or write a file with -o.',
      );
    }
    const options = optionsNamed(raw, ['delimiter', 'bom', 'localTimes', 'omitCancelled']);
    const said: SaidExport = { ...options, format, filter: filterOptions(raw) };
    // Errors are reported before any question, and before any reading.
    await checkExport(said, daysOf(session));
    return { words, said, isGoogleLink, file, folder };
  },

  async prepare(session, { words, ...input }, prompter) {
    if (words.length === 0) return input;
    const question = { scope: SCOPES.any, example: 'numina export --google next' };
    const reference = await askBooking(session, words, question, prompter);
    return { ...input, said: { ...input.said, reference } };
  },

  async run(session, { said, isGoogleLink, file, folder }, progress) {
    const context = await session.bookings();
    if (isGoogleLink && said.reference !== undefined) {
      return { ...NOWHERE, link: await exportGoogleLink(context, said.reference), count: 1 };
    }
    if (folder !== undefined) {
      const { filter, localTimes, omitCancelled } = said;
      const onProgress = (count: number): void => {
        if (count >= MANY_BOOKINGS) progress(`Written ${count.toLocaleString('en')} bookings…`);
      };
      const parts = { ...session.exportParts, createFolder };
      const vdir = await exportFolder(
        context,
        parts,
        resolve(folder),
        { filter, localTimes, omitCancelled },
        onProgress,
      );
      return { ...NOWHERE, folder, vdir, count: vdir.written + vdir.unchanged };
    }
    const { chunks, count, format } = await exportDocument(context, { ...session.exportParts, toBookingJson }, said);
    const isCalendar = format === 'ics';
    if (file === undefined) return { ...NOWHERE, chunks, count, isCalendar };
    await writeAtomically(resolve(file), chunks);
    return { ...NOWHERE, file, count, isCalendar };
  },

  toText: ({ link }) => link ?? '',
  toChunks: ({ chunks }) => chunks,
  toJson: toExportedJson,
  toNotes({ file, folder, vdir, count, isCalendar }) {
    if (vdir !== null) return [`${folder}: ${describe(vdir)}`];
    if (file !== null) return [`Wrote ${count} ${count === 1 ? 'booking' : 'bookings'} to ${file}`];
    return count === 0 && isCalendar ? ['No booking matches: the calendar is empty.'] : [];
  },
});

/** With so many bookings, an export takes long enough to show progress. */
const MANY_BOOKINGS = 5000;

/** `3 files written, 1 removed, 496 unchanged`. */
function describe({ written, removed, unchanged }: VdirReport): string {
  return `${formatCount(written, 'file', 'files')} written, ${removed} removed, ${unchanged} unchanged`;
}
