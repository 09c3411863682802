import type { Ratings } from '../attendance/reviews/ratings.ts';
import type { Reclassed } from '../bookings/class-service.ts';
import type { CatalogueEntry } from '../bookings/class-store.ts';
import { startWithOffset } from '../time/instant-text.ts';
import type { ClassJson, ReclassedJson } from './schemas/class-schema.ts';

export function toClassJson({ fitnessClass, bookings, last }: CatalogueEntry, ratings: Ratings): ClassJson {
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

/** A class after a rename or a merge. */
export function toReclassedJson(
  { moved, rewritten }: Pick<Reclassed, 'moved' | 'rewritten'>,
  entry: CatalogueEntry,
  ratings: Ratings,
): ReclassedJson {
  return { ...toClassJson(entry, ratings), movedBookings: moved, rewrittenBookings: rewritten };
}
