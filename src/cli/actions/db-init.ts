import { toInitialisedJson } from '../../contract/database-json.ts';
import { UsageError } from '../../errors.ts';
import { printable } from '../../render/printable.ts';
import { type Initialised, initDatabase } from '../../storage/prepare-database.ts';
import { defineAction } from '../command.ts';
import { textOption } from '../raw-options.ts';

export const action = defineAction<{ readonly role: string | null }, Initialised>({
  parse(raw) {
    const role = textOption(raw, 'role') ?? null;
    if (role?.trim() === '') throw new UsageError('bad_role', 'The name of the role is empty.', 'Leave --role out.');
    return { role };
  },
  run: (session, { role }) => initDatabase(session, role),
  toText({ made, migration, place, role }) {
    const lines = [
      made
        ? `Made the tables (${migration}) in ${printable(place)}`
        : `The tables (${migration}) are there already: ${printable(place)}`,
    ];
    if (role !== null) lines.push(`The role ${printable(role)} may use them: it reads and writes rows, no more.`);
    return lines.join('\n');
  },
  toJson: toInitialisedJson,
});
