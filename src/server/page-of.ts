import { checkPageLimit } from '../bookings/page-service.ts';
import { readOffset, writeOffset } from './cursor.ts';

interface PageQuery {
  readonly limit?: string | undefined;
  readonly cursor?: string | undefined;
}

/** How many items of a list must be read for its page, one more than are shown. Throws UsageError, RequestError. */
export function neededFor({ limit, cursor }: PageQuery): number {
  return (cursor === undefined ? 0 : readOffset(cursor)) + checkPageLimit(limit) + 1;
}

/** One page of a list that is read whole. `toJson` makes the items of this page alone. Throws UsageError, RequestError. */
export function pageOfAll<Item>(
  all: readonly Item[],
  { limit, cursor }: PageQuery,
  toJson: (items: readonly Item[]) => readonly unknown[],
): { readonly items: readonly unknown[]; readonly nextCursor: string | null } {
  const start = cursor === undefined ? 0 : readOffset(cursor);
  const end = start + checkPageLimit(limit);
  return { items: toJson(all.slice(start, end)), nextCursor: end < all.length ? writeOffset(end) : null };
}
