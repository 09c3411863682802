import { toMigratedJson } from '../../contract/database-json.ts';
import { printable } from '../../render/printable.ts';
import { type Migrated, migrateDatabase } from '../../storage/prepare-database.ts';
import { defineAction } from '../command.ts';

export const action = defineAction<null, Migrated>({
  parse: () => null,
  run: migrateDatabase,
  toText: ({ applied, migration, place }) =>
    applied.length === 0
      ? `${printable(place)} is up to date (${migration}).`
      : `Brought ${printable(place)} up to ${migration}: ${applied.join(', ')}`,
  toJson: toMigratedJson,
  toPlain: ({ applied }) => applied.map((name) => [name]),
});
