import { toDatabaseStatusJson } from '../../contract/database-json.ts';
import { renderDatabaseStatus } from '../../render/database-status.ts';
import { type DatabaseStatus, readDatabaseStatus } from '../../storage/database-status.ts';
import { defineAction } from '../command.ts';

export const action = defineAction<null, DatabaseStatus>({
  parse: () => null,
  run: readDatabaseStatus,
  toText: renderDatabaseStatus,
  toJson: toDatabaseStatusJson,
  toPlain: (status) => Object.entries(toDatabaseStatusJson(status)).map(([key, value]) => [key, String(value ?? '')]),
});
