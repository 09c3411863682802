import type { JournalEntry } from '../journal/journal-store.ts';
import { instantInZone } from '../time/instant-text.ts';
import type { JournalJson } from './schemas/journal-schema.ts';

/** Steps of the journal. With `isList`, each also has its state; otherwise they are the steps just reversed. */
export function toJournalJson(entries: readonly JournalEntry[], isList: boolean, homeZone: string): JournalJson {
  return {
    done: entries.map(({ id, at, what, undoneAt, feed, isAutomatic }) => ({
      id,
      at: instantInZone(at, homeZone),
      what,
      ...(isList && {
        state: undoneAt === null ? 'done' : 'undone',
        undoneAt: undoneAt && instantInZone(undoneAt, homeZone),
        feed,
        isAutomatic,
      }),
    })),
  };
}
