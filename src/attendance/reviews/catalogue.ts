import { type CatalogueEntry, listCatalogue } from '../../bookings/class-store.ts';
import { nameKey } from '../../bookings/name-key.ts';
import type { Store } from '../../db/store.ts';
import { startWithOffset } from '../../time/instant-text.ts';
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

/** The public JSON shape of a class of the catalogue. */
export function toClassJson({ fitnessClass, bookings, last }: CatalogueEntry, ratings: Ratings) {
  const { id, name, type, location, instructor, durationMinutes, zone } = fitnessClass;
  return {
    id,
    name,
    type,
    location,
    instructor,
    durationMinutes,
    zone,
    bookings,
    lastAt: last === null ? null : startWithOffset(last),
    rating: ratings.byClass.get(id)?.rating ?? null,
    instructorRating: ratings.byInstructor.get(instructor ?? '')?.rating ?? null,
    locationRating: ratings.byLocation.get(location ?? '')?.rating ?? null,
  };
}
