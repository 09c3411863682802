import { resolve } from 'node:path';
import { toBackupJson } from '../../contract/program-json.ts';
import { UsageError } from '../../errors.ts';
import { formatCount } from '../../render/format.ts';
import { printable } from '../../render/printable.ts';
import { backUpDatabase } from '../../storage/back-up-database.ts';
import { defineAction } from '../command.ts';
import { argumentWords } from '../raw-options.ts';

export const action = defineAction<string | undefined, Awaited<ReturnType<typeof backUpDatabase>>>({
  parse(raw) {
    const [file] = argumentWords(raw, 0);
    if (file?.trim() === '')
      throw new UsageError('bad_file', 'The name of the file is empty.', 'Leave it out, or give one.');
    return file;
  },
  run: async (session, file) => backUpDatabase(session, file === undefined ? undefined : resolve(file)),
  toText: ({ file, bytes, bookings }) =>
    `Copied ${formatCount(bookings, 'booking', 'bookings')} (${Math.ceil(bytes / 1024)} KB) to ${printable(file)}`,
  toJson: toBackupJson,
});
