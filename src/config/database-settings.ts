import { isAbsolute } from 'node:path';
import { isServerAddress, serverName } from '../db/server-address.ts';
import { checkCommand, parseCommand } from '../secrets/secret-command.ts';
import { type SettingSpec, wrongSetting } from './setting-spec.ts';

/** Where the record is, and how to get there. */
export const DATABASE_SETTINGS: readonly SettingSpec[] = [
  {
    key: 'database',
    doc: 'Where your record is: a file, or postgres://HOST/DATABASE; if not set, a file in your data folder',
    default: null,
    parse: parseDatabase,
  },
  {
    key: 'database.password_command',
    doc: 'Command that prints the password of the server on its first line, such as ["pass", "show", "numina"]; without it, ~/.pgpass',
    default: null,
    parse: parseCommand,
    parseList: checkCommand,
    format: (value) => JSON.stringify(value),
  },
];

function parseDatabase(text: string, key: string): string {
  if (isServerAddress(text)) {
    serverName(text);
    return text;
  }
  return /^~[/\\]./.test(text) || isAbsolute(text)
    ? text
    : wrongSetting(key, text, 'a whole path such as ~/yoga.db, or to postgres://HOST/DATABASE');
}
