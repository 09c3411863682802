import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** The browser of the system; null where there is none. */
export const CHROMIUM = findChromium();

/** What the name of a test ends with where it is skipped. */
export const needs = CHROMIUM === null ? ' (needs Chromium)' : '';

function findChromium(): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const files = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return files.find((file) => existsSync(file)) ?? null;
}
