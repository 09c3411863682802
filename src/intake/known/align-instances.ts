import { DAY_MS } from '../../time/units.ts';

/** The cost of an instance without a partner, as a distance in time. */
const GAP_MS = 10 * DAY_MS;
/** A limit for time and memory. */
const MAX_CELLS = 4_000_000;

/** The indexes of the same instance in the old and the new version. */
export type Pair = readonly [before: number, after: number];

/**
 * Pairs the instances of two versions of a series, in order, so that no pairs cross. Both lists are starts in UTC ms,
 * ascending. Lists of equal length are paired one by one. Otherwise, or where `isOpen` says that the lists show only a
 * part of the series, the pairs are chosen so that the instances move least.
 */
export function alignInstances(before: readonly number[], after: readonly number[], isOpen: boolean): Pair[] {
  const fewer = Math.min(before.length, after.length);
  const isPlain = before.length === after.length && !isOpen;
  if (isPlain || before.length * after.length > MAX_CELLS) {
    return Array.from({ length: fewer }, (_, index): Pair => [index, index]);
  }
  // In complete lists, every instance of the shorter list has a partner.
  const gapBefore = isOpen || before.length > after.length ? GAP_MS : Number.POSITIVE_INFINITY;
  const gapAfter = isOpen || after.length > before.length ? GAP_MS : Number.POSITIVE_INFINITY;
  const width = after.length + 1;
  // The lowest cost of pairing the first `row` with the first `column` instances.
  const costs = new Float64Array((before.length + 1) * width);
  const at = (row: number, column: number) => costs[row * width + column] ?? 0;
  const costOf = (row: number, column: number) => Math.abs((before[row - 1] ?? 0) - (after[column - 1] ?? 0));
  for (let row = 0; row <= before.length; row += 1) {
    for (let column = 0; column <= after.length; column += 1) {
      if (row === 0 && column === 0) continue;
      const paired = row > 0 && column > 0 ? at(row - 1, column - 1) + costOf(row, column) : Number.POSITIVE_INFINITY;
      const without = row > 0 ? at(row - 1, column) + gapBefore : Number.POSITIVE_INFINITY;
      const added = column > 0 ? at(row, column - 1) + gapAfter : Number.POSITIVE_INFINITY;
      costs[row * width + column] = Math.min(paired, without, added);
    }
  }
  const pairs: Pair[] = [];
  for (let [row, column] = [before.length, after.length]; row > 0 && column > 0; ) {
    if (at(row, column) === at(row - 1, column - 1) + costOf(row, column)) {
      row -= 1;
      column -= 1;
      pairs.push([row, column]);
    } else if (at(row, column) === at(row - 1, column) + gapBefore) {
      row -= 1;
    } else {
      column -= 1;
    }
  }
  return pairs.reverse();
}
