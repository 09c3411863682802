import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'smol-toml';
import { UsageError } from '../../errors.ts';
import { type MailFormat, toMailFormat } from './mail-format.ts';

/** The folder of the formats that come with numina: beside this file, and beside the bundle. */
const SHIPPED = join(dirname(import.meta.filename), 'formats');

/**
 * The formats of mails: first those of the person, then those that come with numina; the first match counts. Throws
 * UsageError where a format of the person is wrong.
 */
export function loadFormats(ownFolder: string | null): readonly MailFormat[] {
  const { own, shipped } = loadBoth(ownFolder);
  return [...own, ...shipped];
}

/** {@link loadFormats}, separated by origin. */
export function loadBoth(ownFolder: string | null): Readonly<Record<'own' | 'shipped', readonly MailFormat[]>> {
  const own = ownFolder === null || !existsSync(ownFolder) ? [] : readFolder(ownFolder, true);
  // Formats that check the name of the sender come first, since they are more exact.
  const shipped = readFolder(SHIPPED, false).sort((a, b) => Number(a.display === null) - Number(b.display === null));
  return { own, shipped };
}

/** Reads the format in the text of a file. Throws UsageError. */
export function parseFormat(text: string, name: string, isOwn = true): MailFormat {
  let data: Readonly<Record<string, unknown>>;
  try {
    data = parse(text);
  } catch (error) {
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    throw new UsageError(
      'bad_mail_format',
      `${name} is not valid TOML: ${reason}`,
      'docs/mail.md shows a format line by line.',
    );
  }
  return toMailFormat(data, name, isOwn);
}

function readFolder(folder: string, isOwn: boolean): MailFormat[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.toml'));
  return names.sort().map((name) => parseFormat(readFileSync(join(folder, name), 'utf8'), name, isOwn));
}
