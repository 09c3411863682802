import { writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { mailOf } from '../intake/mail/mail-samples.ts';
import { confirmation } from '../intake/mail-trust/waiting-samples.ts';
import type { Home, Homes, Outcome } from './home.ts';
import { runInProcess } from './run-in-process.ts';

/** A home with the files and entries that an example needs from other examples; they are made in this process. */
export async function homeForExample(homes: Homes, line: string): Promise<Home> {
  const home = homes.season();
  await home.ready();
  const prepare = (words: string) => runInProcess(words.split(' '), home.path(), { env: home.env });
  if (line.includes('classes.ics')) await prepare('export -o classes.ics');
  if (line.includes('booked.eml')) writeFileSync(home.path('booked.eml'), mailOf(confirmation()));
  if (line.includes('restore')) await prepare('backup yoga-backup.db');
  if (line.includes('review delete')) await prepare('review vinyasa --rating 4');
  if (line.includes('sync remove')) await prepare('sync add studio https://studio.example/ana/classes.ics');
  if (line.includes('account remove')) await prepare('account add ben');
  return home;
}

// Programs of a desktop that a test machine may lack: notifications, and a running service manager.
const DESKTOP = join(import.meta.dirname, 'bin', 'desktop');

/** Runs a line as a person types it, with `own` variables: by a shell where it needs one. */
export function runLine(home: Home, line: string, own: Readonly<Record<string, string>> = {}): Promise<Outcome> {
  const env = { ...own, PATH: [DESKTOP, home.env['PATH']].join(delimiter), TMPDIR: home.path() };
  const words = wordsOf(line);
  return words === null ? home.sh(line, { env }) : home.run(words, { env });
}

/** The words after `numina`; null for a line that needs a shell. */
export function wordsOf(line: string): readonly string[] | null {
  const [program, ...words] = [...line.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g)].map(([word]) => word);
  if (program !== 'numina' || words.some((word) => /^[|<>&;]/.test(word))) return null;
  return words.map((word) => word.replaceAll(/"([^"]*)"|'([^']*)'/g, (_, double, single) => double ?? single));
}
