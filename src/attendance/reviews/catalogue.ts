import { type CatalogueEntry, listCatalogue } from '../../bookings/class-store.ts';
import { nameKey } from '../../bookings/name-key.ts';
import type { Store } from '../../db/store.ts';
import { computeRatings, type Ratings } from './ratings.ts';
import { listReviews } from './review-store.ts';

/** Classes booked before, and how they were rated. */
export interface Catalogue {
  readonly entries: readonly CatalogueEntry[];
  readonly ratings: Ratings;
}

/** The classes with `part` in their name, whatever its case. */
export async function readCatalogue(store: Store, part: string): Promise<Catalogue> {
  const wanted = nameKey(part);
  const entries = await listCatalogue(store);
  return {
    entries: entries.filter(({ fitnessClass }) => nameKey(fitnessClass.name).includes(wanted)),
    ratings: computeRatings(await listReviews(store)),
  };
}
