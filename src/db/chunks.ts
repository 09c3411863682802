/**
 * The sizes of one statement. SQLite allows 32,766 parameters: enough for 1,000 values beside some others, or for 500
 * rows of up to sixty columns.
 */
export const VALUES_PER_QUERY = 1000;
export const ROWS_PER_INSERT = 500;

/** Cuts a list into parts of at most `size` items; the order stays. */
export function chunksOf<T>(all: readonly T[], size: number = VALUES_PER_QUERY): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  );
}
