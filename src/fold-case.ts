const ASCII = /^[\0-\x7f]*$/;

/**
 * Folds case and Unicode form, so that texts that differ only in these become equal (full case folding, Unicode §3.13,
 * D144). STRASSE equals straße; Σ equals σ and ς. The Turkish letters İ and ı become i, like I, since the language of a
 * name is not known. Accents stay. Folding a second time changes nothing.
 */
export function foldCase(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  // The first step is for ẞ; the second for letters whose capitals are several letters. Then the final sigma becomes σ.
  const folded = text.normalize('NFD').toLowerCase().toUpperCase().toLowerCase();
  return folded
    .replace(/ς/g, 'σ')
    .replace(/i\u0307/g, 'i')
    .normalize('NFC');
}
