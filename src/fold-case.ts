const ASCII = /^[\0-\x7f]*$/;

/**
 * `text` so that what differs by case or by Unicode form alone is the same (full case folding, Unicode §3.13, D144):
 * STRASSE is straße, and Σ is both σ and ς. The Turkish letters İ and ı become i, as I does: nothing tells which
 * language a name is in. Accents stay. Folding twice changes nothing more.
 */
export function foldCase(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  // To lower case for ẞ, to upper case for letters with one or more capitals, and to lower case again. Final sigma is
  // then σ.
  const folded = text.normalize('NFD').toLowerCase().toUpperCase().toLowerCase();
  return folded
    .replace(/ς/g, 'σ')
    .replace(/i\u0307/g, 'i')
    .normalize('NFC');
}
