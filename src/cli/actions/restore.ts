import { resolve } from 'node:path';
import { toRestoredJson } from '../../contract/program-json.ts';
import { UsageError } from '../../errors.ts';
import { formatCount } from '../../render/format.ts';
import { printable } from '../../render/printable.ts';
import { checkRestore, type Restored, restoreDatabase } from '../../storage/restore-database.ts';
import { defineAction } from '../command.ts';
import { refuseAccount } from '../named-account.ts';
import { hasFlag, requiredWord } from '../raw-options.ts';

interface Input {
  readonly file: string;
  readonly isSure: boolean;
}

export const action = defineAction<Input, Restored | null>({
  parse(raw) {
    refuseAccount(raw, 'A backup has every account, and so has what it takes the place of.');
    return {
      file: resolve(requiredWord(raw, 0, 'Which file?', 'For example: numina restore numina-2026-11-24.db')),
      isSure: hasFlag(raw, 'yes'),
    };
  },

  async prepare(session, input, prompter) {
    if (input.isSure) return input;
    const { bookings } = checkRestore(session, input.file);
    if (!prompter) {
      throw new UsageError(
        'not_confirmed',
        'Restoring puts another database in the place of yours.',
        'Add --yes to restore without being asked; yours is kept beside it.',
      );
    }
    const what = formatCount(bookings, 'booking', 'bookings');
    const question = `Put it (${what}) in the place of your database? Yours is kept beside it.`;
    return { ...input, isSure: await prompter.confirm(question) };
  },

  run: async (session, { file, isSure }) => (isSure ? restoreDatabase(session, file) : null),

  toText(restored) {
    if (restored === null) return '';
    const { file, bookings, kept } = restored;
    const lines = [`Restored ${formatCount(bookings, 'booking', 'bookings')} to ${printable(file)}`];
    if (kept !== null) lines.push(`What was there is kept: ${printable(kept)}`);
    return lines.join('\n');
  },
  toJson: toRestoredJson,
  toNotes: (restored) => (restored === null ? ['Nothing was restored.'] : []),
});
