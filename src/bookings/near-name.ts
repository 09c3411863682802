import { nameKey } from './name-key.ts';

/** The cost of one slip of the keyboard; a letter doubled, or not doubled, costs less. */
const SLIP = 1;
const DOUBLED = 0.5;
/** The cost of a match with only the first words of a name: a match with a whole name comes first. */
const MORE_WORDS = 0.25;
/** In characters: names shorter than this may have no slip, since they are all alike. */
const SHORTEST = 3;
/** In characters: from this length on a name may have two slips. */
const LONG = 6;

/** The known name that a typed one most probably misspells; null where none is near, or one is equal. Pure. */
export function nearestName(names: readonly string[], typed: string): string | null {
  const wanted = nameKey(typed);
  let nearest: string | null = null;
  let fewest = Number.POSITIVE_INFINITY;
  for (const name of names) {
    const key = nameKey(name);
    if (key === wanted) return null;
    const slips = key.startsWith(wanted) ? 0 : slipsFrom(key, wanted);
    if (slips < fewest) [nearest, fewest] = [name, slips];
  }
  return nearest;
}

/**
 * The slips between a typed text and a name, or the first words of the name: people shorten names. Infinite where there
 * are more slips than the length allows: one from three letters on, two from six.
 */
function slipsFrom(name: string, typed: string): number {
  const ends = [...name.matchAll(/(?<=\S)(?=\s|$)/g)].map(({ index }) => index);
  const slips = ends.map((end) => {
    const beginning = name.slice(0, end);
    const between = slipsBetween(beginning, typed);
    if (between > allowedSlips(beginning, typed)) return Number.POSITIVE_INFINITY;
    return end < name.length ? between + MORE_WORDS : between;
  });
  return Math.min(Number.POSITIVE_INFINITY, ...slips);
}

function allowedSlips(one: string, other: string): number {
  const length = Math.max([...one].length, [...other].length);
  return length < SHORTEST ? 0 : length < LONG ? 1 : 2;
}

/**
 * How many slips lie between two texts. A letter too many, too few or wrong counts one, and so do two exchanged
 * neighbours; a letter doubled or not doubled counts a half. This is the optimal string alignment distance (Damerau
 * 1964, each pair exchanged at most once) with weights.
 */
export function slipsBetween(one: string, other: string): number {
  const [from, to] = [[...one], [...other]];
  let beforeLast: number[] = [];
  let last = [0];
  for (let column = 1; column <= to.length; column += 1) last.push((last[column - 1] ?? 0) + extra(to, column));
  for (let row = 1; row <= from.length; row += 1) {
    const current = [(last[0] ?? 0) + extra(from, row)];
    for (let column = 1; column <= to.length; column += 1) {
      const isSame = from[row - 1] === to[column - 1];
      const isExchanged = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      current.push(
        Math.min(
          (last[column - 1] ?? 0) + (isSame ? 0 : SLIP),
          (last[column] ?? 0) + extra(from, row),
          (current[column - 1] ?? 0) + extra(to, column),
          isExchanged ? (beforeLast[column - 2] ?? 0) + SLIP : Number.POSITIVE_INFINITY,
        ),
      );
    }
    [beforeLast, last] = [last, current];
  }
  return last[to.length] ?? 0;
}

/** The cost of the letter before `end` where the other text lacks it. */
function extra(letters: readonly string[], end: number): number {
  return letters[end - 1] === letters[end - 2] ? DOUBLED : SLIP;
}
