// Graphemes and their widths, by the rules of the string-width package. That package creates an Intl.Segmenter when it
// is loaded, which takes 8 ms at every start. Here it is created for the first text that needs it. A test compares the
// two.

let segmenter: Intl.Segmenter | undefined;

/** The characters of a text, as a person counts them. */
export function graphemesOf(text: string): string[] {
  segmenter ??= new Intl.Segmenter();
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/**
 * East Asian Wide and Fullwidth (Unicode 17, UAX #11), without emoji. Unassigned characters between them are included.
 */
const WIDE: readonly (readonly [from: number, to: number])[] = [
  [0x1100, 0x115f],
  [0x2329, 0x232a],
  [0x2630, 0x2637],
  [0x268a, 0x268f],
  [0x2e80, 0x303e],
  [0x3041, 0x3247],
  [0x3250, 0xa4c6],
  [0xa960, 0xa97c],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6b],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x1b2fb],
  [0x1d300, 0x1d376],
  [0x1f1ae, 0x1f1ae],
  [0x1f200, 0x1f265],
  [0x1f6d9, 0x1f6d9],
  [0x1f7da, 0x1f7da],
  [0x1fa70, 0x1faff],
  [0x20000, 0x3fffd],
];

const INVISIBLE = /^[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{Mn}\p{Me}\p{Cs}]+/u;
/** Flags, keycaps, and pictographs that become emoji by a variation selector or a skin tone. */
const EMOJI =
  /^(?:\p{Regional_Indicator}{2}|[\d#*]\ufe0f?\u20e3|\p{Extended_Pictographic}\ufe0f|\p{Emoji_Modifier_Base}\p{Emoji_Modifier})/u;
const PICTOGRAPH = /\p{Extended_Pictographic}/gu;
const FLAG_LETTER = /^\p{Regional_Indicator}/u;
/**
 * Characters that take no column inside of a cluster: non-spacing marks, invisible characters, and the vowels and final
 * consonants of Hangul, which terminals draw into the syllable. All others take room: spacing marks, the AM of Thai and
 * Lao, the second consonant of a conjunct, a letter after a prefixed sign.
 */
const WITHIN = /[\p{Mn}\p{Me}\p{Cf}\p{Cc}\p{Default_Ignorable_Code_Point}\u1160-\u11ff\ud7b0-\ud7ff]/u;

/** The columns of one grapheme on a terminal: 0, 1 or 2; more for a cluster of several wide characters. */
export function graphemeWidth(grapheme: string): number {
  const visible = grapheme.replace(INVISIBLE, '');
  const [first, ...attached] = visible;
  if (first === undefined) return 0;
  if (EMOJI.test(grapheme) || isJoinedEmoji(grapheme)) return 2;
  return attached.reduce(
    (width, character) => (WITHIN.test(character) ? width : width + characterWidth(character)),
    characterWidth(first),
  );
}

/** Emoji joined by zero-width joiners, with or without variation selectors. */
function isJoinedEmoji(grapheme: string): boolean {
  return grapheme.includes('\u200d') && (grapheme.match(PICTOGRAPH)?.length ?? 0) >= 2;
}

function characterWidth(character: string): number {
  if (/\p{Emoji_Presentation}/u.test(character) && !FLAG_LETTER.test(character)) return 2;
  const code = character.codePointAt(0) ?? 0;
  return WIDE.some(([from, to]) => from <= code && code <= to) ? 2 : 1;
}
