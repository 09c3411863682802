import { DAY_MS } from '../../time/units.ts';

/** An instance left without a partner costs as much as one that moves so far. */
const GAP_MS = 10 * DAY_MS;
/** Larger tables take too much time and memory. */
const MAX_CELLS = 4_000_000;

/** Indexes of two instances that are the same class, before and after. */
export type Pair = readonly [before: number, after: number];

/**
 * Pairs the instances of two versions of a series, in order: no pair crosses another. Both lists are starts in UTC ms,
 * ascending. As many of one version as of the other are paired one by one. Otherwise, and where `isOpen` says that the
 * lists show a part of the series only, the pairs are those that move the instances least.
 */
export function alignInstances(before: readonly number[], after: readonly number[], isOpen: boolean): Pair[] {
  const fewer = Math.min(before.length, after.length);
  const isPlain = before.length === after.length && !isOpen;
  if (isPlain || before.length * after.length > MAX_CELLS) {
    return Array.from({ length: fewer }, (_, index): Pair => [index, index]);
  }
  // Of a whole list, everything that the shorter one holds has a partner.
  const gapBefore = isOpen || before.length > after.length ? GAP_MS : Number.POSITIVE_INFINITY;
  const gapAfter = isOpen || after.length > before.length ? GAP_MS : Number.POSITIVE_INFINITY;
  const width = after.length + 1;
  // The least cost of the first `row` and the first `column` instances.
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
