import type { FitnessClass } from '../../bookings/booking.ts';
import type { BookingContext } from '../../bookings/booking-context.ts';
import { type CatalogueEntry, listCatalogue } from '../../bookings/class-store.ts';
import { nameKey } from '../../bookings/name-key.ts';
import { saidText } from '../../bookings/said-values.ts';
import { computeRatings, type Ratings } from './ratings.ts';
import { listReviews } from './review-store.ts';

export type { CatalogueEntry } from '../../bookings/class-store.ts';

/** Classes of the catalogue with their ratings. */
export interface Catalogue {
  readonly entries: readonly CatalogueEntry[];
  readonly ratings: Ratings;
}

/** The classes with `part` in their name, in any case. Throws UsageError. */
export async function readCatalogue({ store }: Pick<BookingContext, 'store'>, part: string): Promise<Catalogue> {
  const wanted = nameKey(saidText(part, 'The part of a name'));
  const entries = await listCatalogue(store);
  return {
    entries: entries.filter(({ fitnessClass }) => nameKey(fitnessClass.name).includes(wanted)),
    ratings: computeRatings(await listReviews(store)),
  };
}

/** One class of the catalogue, and the ratings of all. */
export async function readEntry(
  context: Pick<BookingContext, 'store'>,
  fitnessClass: FitnessClass,
): Promise<{ readonly entry: CatalogueEntry; readonly ratings: Ratings }> {
  const { entries, ratings } = await readCatalogue(context, '');
  const entry = entries.find((each) => each.fitnessClass.id === fitnessClass.id);
  return { entry: entry ?? { fitnessClass, bookings: 0, last: null }, ratings };
}
