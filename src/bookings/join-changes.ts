import type { RowChange } from '../db/row-change.ts';
import type { ChangeSet } from './record-changes.ts';

/** What is changed by several change sets, one after the other, as one. */
export function joinChanges(
  sets: readonly Pick<ChangeSet, 'bookings' | 'classes' | 'rows'>[],
): Required<Pick<ChangeSet, 'bookings' | 'classes' | 'rows'>> {
  const idOf = (change: { before: { id: string } | null; after: { id: string } | null }) =>
    (change.after ?? change.before)?.id ?? '';
  return {
    bookings: join(
      sets.flatMap(({ bookings }) => bookings),
      idOf,
    ),
    classes: join(
      sets.flatMap(({ classes }) => classes),
      idOf,
    ),
    rows: join(
      sets.flatMap(({ rows = [] }) => rows),
      ({ table, key }: RowChange) => JSON.stringify([table, key]),
    ),
  };
}

/** The first image of each thing and its last, in the order in which the things came; what has come and gone is left out. */
function join<C extends { readonly before: unknown; readonly after: unknown }>(
  changes: readonly C[],
  nameOf: (change: C) => string,
): C[] {
  const joined = new Map<string, C>();
  for (const change of changes) {
    const first = joined.get(nameOf(change));
    joined.set(nameOf(change), first ? { ...change, before: first.before } : change);
  }
  return [...joined.values()].filter(({ before, after }) => before !== null || after !== null);
}
