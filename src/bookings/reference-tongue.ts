/**
 * The ways to read a reference of a person with this language tag: as it is, and with the names of days in English
 * (`Freitag`, `Di yoga`). Both count, because the name of a day may also be the name of a class.
 */
export async function inEnglishToo(words: string, locale: string | null): Promise<readonly string[]> {
  if (locale === null || /^en(?:-|$)/i.test(locale)) return [words];
  // Loaded only for other languages: Intl takes some milliseconds to make the names of days.
  const { translateNames } = await import('../time/english/local-names.ts');
  const english = translateNames(words, locale);
  return english === words ? [words] : [words, english];
}

const DAY_WITH_S = /\b((?:mon|tues|wednes|thurs|fri|satur|sun)day|today|tomorrow|yesterday)['’]?s\b/gi;
/** Words that people put around a name and that tell nothing. */
const IDLE = /(?:^|\s+)(?:my|class|the class)(?=\s|$)/gi;

/** A reference without idle words (`tomorrow's pilates`, `my next yoga class`); null where it has none. Pure. */
export function withoutIdleWords(words: string): string | null {
  const plain = words.replace(DAY_WITH_S, '$1').replace(IDLE, ' ').replace(/\s+/g, ' ').trim();
  return plain === words || plain === '' ? null : plain;
}
