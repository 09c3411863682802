/**
 * The texts that a reference may be by the language of the person: as it is, and with the names that the language has for
 * days in English (`Freitag`, `Di yoga`). A name in the language may as well be that of a class, so both count.
 */
export async function inEnglishToo(words: string, locale: string | null): Promise<readonly string[]> {
  if (locale === null || /^en(?:-|$)/i.test(locale)) return [words];
  // Names of days cost Intl some milliseconds, which only another language has to pay.
  const { translateNames } = await import('../time/english/local-names.ts');
  const english = translateNames(words, locale);
  return english === words ? [words] : [words, english];
}

const DAY_WITH_S = /\b((?:mon|tues|wednes|thurs|fri|satur|sun)day|today|tomorrow|yesterday)['’]?s\b/gi;
/** What is said around a name and says nothing by itself. */
const IDLE = /(?:^|\s+)(?:my|class|the class)(?=\s|$)/gi;

/** `tomorrow's pilates`, `my next yoga class` without what says nothing; null where there is none of it. Pure. */
export function withoutIdleWords(words: string): string | null {
  const plain = words.replace(DAY_WITH_S, '$1').replace(IDLE, ' ').replace(/\s+/g, ' ').trim();
  return plain === words || plain === '' ? null : plain;
}
