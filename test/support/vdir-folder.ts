import { readdirSync, readFileSync, statSync } from 'node:fs';

/** Names and modification times, which vdirsyncer compares. */
export function stampsOf(folder: string): readonly string[] {
  return readdirSync(folder).map((name) => `${name} ${statSync(`${folder}/${name}`, { bigint: true }).mtimeNs}`);
}

/** The titles in the files, in order. */
export function titlesOf(folder: string): readonly string[] {
  const texts = readdirSync(folder).map((name) => readFileSync(`${folder}/${name}`, 'utf8'));
  return texts.map((text) => /^SUMMARY:(.*)\r$/m.exec(text)?.[1] ?? '').sort();
}

/** The triggers of the alarms in the files, by the title of the class. */
export function alarmsOf(folder: string): Readonly<Record<string, readonly string[]>> {
  const texts = readdirSync(folder).map((name) => readFileSync(`${folder}/${name}`, 'utf8'));
  return Object.fromEntries(
    texts.map((text) => [
      /^SUMMARY:(.*)\r$/m.exec(text)?.[1],
      [...text.matchAll(/^TRIGGER:(.*)\r$/gm)].map(([, trigger]) => trigger),
    ]),
  );
}
