/**
 * How much one statement takes. SQLite allows 32,766 parameters: so many values and a few more, or so many rows of up
 * to sixty columns.
 */
export const VALUES_PER_QUERY = 1000;
export const ROWS_PER_INSERT = 500;

/** The same things in their order, at most `size` in each part. */
export function chunksOf<T>(all: readonly T[], size: number = VALUES_PER_QUERY): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  );
}
