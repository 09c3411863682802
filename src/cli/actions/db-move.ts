import { toMovedJson } from '../../contract/database-json.ts';
import { renderMoved } from '../../render/moved-database.ts';
import { type MovedDatabase, moveDatabase } from '../../storage/move-database.ts';
import { defineAction } from '../command.ts';
import { requiredWord } from '../raw-options.ts';
import { untilStopped } from '../until-stopped.ts';

export const action = defineAction<{ readonly to: string }, MovedDatabase>({
  parse: (raw) => ({ to: requiredWord(raw, 0, 'Where to?', 'A new file, or postgres://HOST/DATABASE.') }),
  run: (session, { to }, progress) => untilStopped((signal) => moveDatabase(session, to, { signal, tell: progress })),
  toText: renderMoved,
  toJson: toMovedJson,
  toNotes: ({ isOverruled, settings }) => [
    ...(settings.length === 0
      ? []
      : [`Your settings went along, and are with the record there: ${settings.join(', ')}.`]),
    ...(isOverruled ? ['NUMINA_DB is set and wins over the setting for now.'] : []),
  ],
  toPlain: ({ tables }) => tables.map(({ table, rows, digest }) => [table, String(rows), digest]),
});
