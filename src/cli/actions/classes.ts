import { computeRatings, type Ratings } from '../../attendance/ratings.ts';
import { listReviews } from '../../attendance/review-store.ts';
import { type CatalogueEntry, listCatalogue } from '../../bookings/class-store.ts';
import { nameKey } from '../../bookings/name-key.ts';
import { renderClasses } from '../../render/class-table.ts';
import { offsetBetween } from '../../time/zones.ts';
import { defineAction } from '../command.ts';
import { argumentWords } from '../raw-options.ts';

interface Catalogue {
  readonly entries: readonly CatalogueEntry[];
  readonly ratings: Ratings;
}

export const action = defineAction<{ part: string }, Catalogue>({
  isLong: true,
  parse: (raw) => ({ part: nameKey(argumentWords(raw, 0)[0] ?? '') }),

  async run(app, { part }) {
    const { database } = await app.bookings();
    const entries = await listCatalogue(database.kysely, database.userId);
    const shown = entries.filter(({ fitnessClass }) => nameKey(fitnessClass.name).includes(part));
    return { entries: shown, ratings: computeRatings(await listReviews(database.kysely, database.userId)) };
  },

  toText: ({ entries, ratings }, style) =>
    renderClasses(
      entries.map((entry) => ({
        ...entry,
        lastOn: entry.last?.startsLocal.slice(0, 10) ?? null,
        rating: ratings.byClass.get(entry.fitnessClass.id)?.rating ?? null,
      })),
      ratings,
      style,
    ),
  toJson: ({ entries, ratings }) =>
    entries.map(({ fitnessClass, bookings, last }) => ({
      id: fitnessClass.id,
      name: fitnessClass.name,
      type: fitnessClass.type,
      location: fitnessClass.location,
      instructor: fitnessClass.instructor,
      durationMinutes: fitnessClass.durationMinutes,
      zone: fitnessClass.zone,
      bookings,
      lastAt:
        last === null ? null : `${last.startsLocal}.000${offsetBetween(last.startsLocal, new Date(last.startsAt))}`,
      rating: ratings.byClass.get(fitnessClass.id)?.rating ?? null,
      instructorRating: ratings.byInstructor.get(fitnessClass.instructor ?? '')?.rating ?? null,
      locationRating: ratings.byLocation.get(fitnessClass.location ?? '')?.rating ?? null,
    })),
});
