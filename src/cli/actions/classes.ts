import { nameKey } from '../../bookings/class-catalogue.ts';
import { type CatalogueEntry, listCatalogue } from '../../bookings/class-store.ts';
import { renderClasses } from '../../render/class-table.ts';
import { offsetBetween } from '../../time/zones.ts';
import { defineAction } from '../command.ts';
import { argumentWords } from '../raw-options.ts';

export const action = defineAction<{ part: string }, readonly CatalogueEntry[]>({
  isLong: true,
  parse: (raw) => ({ part: nameKey(argumentWords(raw, 0)[0] ?? '') }),

  async run(app, { part }) {
    const { database } = await app.bookings();
    const entries = await listCatalogue(database.kysely, database.userId);
    return entries.filter(({ fitnessClass }) => nameKey(fitnessClass.name).includes(part));
  },

  toText: (entries, style) =>
    renderClasses(
      entries.map((entry) => ({ ...entry, lastOn: entry.last?.startsLocal.slice(0, 10) ?? null, rating: null })),
      style,
    ),
  toJson: (entries) =>
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
      rating: null,
    })),
});
