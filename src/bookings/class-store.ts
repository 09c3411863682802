import type { Selectable } from 'kysely';
import type { FitnessClassesTable } from '../db/schema.ts';
import type { Store } from '../db/store.ts';
import { type LocalDate, type LocalDateTime, weekdayOf } from '../time/civil.ts';
import type { FitnessClass, InstantText } from './booking.ts';
import { classIdentity } from './class-identity.ts';

function toFitnessClass(row: Selectable<FitnessClassesTable>): FitnessClass {
  return {
    id: row.id,
    name: row.name,
    type: row.type,
    location: row.location,
    instructor: row.instructor,
    durationMinutes: row.duration_minutes,
    zone: row.zone,
    source: row.source,
    price: row.price,
    currency: row.currency,
    lateFee: row.late_fee,
    cancelByMinutes: row.cancel_by,
    url: row.url,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** Every class of the catalogue, by name and place. */
export async function listClasses(store: Store): Promise<FitnessClass[]> {
  const rows = await store.db
    .selectFrom('fitness_classes')
    .selectAll()
    .where('user_id', '=', store.userId)
    .orderBy('name')
    .orderBy('location', (place) => place.asc().nullsFirst())
    .execute();
  return rows.map(toFitnessClass);
}

/** Inserts or updates one class by its id. */
export async function saveClass(store: Store, fitnessClass: FitnessClass): Promise<void> {
  const values = {
    name: fitnessClass.name,
    type: fitnessClass.type,
    location: fitnessClass.location,
    instructor: fitnessClass.instructor,
    duration_minutes: fitnessClass.durationMinutes,
    zone: fitnessClass.zone,
    source: fitnessClass.source,
    price: fitnessClass.price,
    currency: fitnessClass.currency,
    late_fee: fitnessClass.lateFee,
    cancel_by: fitnessClass.cancelByMinutes,
    url: fitnessClass.url,
    updated_at: fitnessClass.updatedAt,
    identity: classIdentity(fitnessClass),
  };
  await store.db
    .insertInto('fitness_classes')
    .values({ ...values, id: fitnessClass.id, user_id: store.userId, created_at: fitnessClass.createdAt })
    .onConflict((conflict) => conflict.columns(['user_id', 'id']).doUpdateSet(values))
    .execute();
}

/** Removes a class that no booking is of. */
export async function deleteClass(store: Store, id: string): Promise<void> {
  await store.db.deleteFrom('fitness_classes').where('id', '=', id).where('user_id', '=', store.userId).execute();
}

/** In bookings: four years of a weekly class. Older ones tell nothing about its timetable, and would cost time. */
const RECENT = 200;

/**
 * The wall time, `HH:MM`, at which a class usually begins on the weekday of `date`; on any day where it was never on
 * that weekday. It is the most frequent one of its last 200 bookings; of equally frequent ones, the one that was booked
 * for the latest date. Null where the class was never booked.
 */
export async function findUsualTime(store: Store, classId: string, date: LocalDate): Promise<string | null> {
  const rows = await store.db
    .selectFrom('bookings')
    .select(['class_date', 'class_time'])
    .where('user_id', '=', store.userId)
    .where('class_id', '=', classId)
    .orderBy('class_datetime', 'desc')
    .limit(RECENT)
    .execute();
  const weekday = weekdayOf(date);
  const sameDay = rows.filter((row) => weekdayOf(row.class_date) === weekday);
  return mostFrequent((sameDay.length > 0 ? sameDay : rows).map((row) => row.class_time));
}

/** The most frequent value; of equally frequent ones the first. */
function mostFrequent(values: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let best: string | null = null;
  for (const [value, count] of counts) if (best === null || count > (counts.get(best) ?? 0)) best = value;
  return best;
}

/** A class with its bookings in numbers. */
export interface CatalogueEntry {
  readonly fitnessClass: FitnessClass;
  /** How many bookings it has, of every status. */
  readonly bookings: number;
  /** The start of its last booking that is not cancelled. */
  readonly last: { readonly startsAt: InstantText; readonly startsLocal: LocalDateTime; readonly zone: string } | null;
}

/** Every class of the catalogue, with the number of its bookings and the last one; by name and place. */
export async function listCatalogue(store: Store): Promise<CatalogueEntry[]> {
  const classes = await listClasses(store);
  const counts = await store.db
    .selectFrom('bookings')
    .select((eb) => ['class_id', eb.fn.countAll<number>().as('count')])
    .where('user_id', '=', store.userId)
    .groupBy('class_id')
    .execute();
  const countOf = new Map(counts.map((row) => [row.class_id, Number(row.count)]));
  const entries: CatalogueEntry[] = [];
  for (const fitnessClass of classes) {
    const last = await store.db
      .selectFrom('bookings')
      .select(['class_datetime as startsAt', 'class_local as startsLocal', 'zone'])
      .where('user_id', '=', store.userId)
      .where('class_id', '=', fitnessClass.id)
      .where('status', '!=', 'cancelled')
      .orderBy('class_datetime', 'desc')
      .limit(1)
      .executeTakeFirst();
    entries.push({ fitnessClass, bookings: countOf.get(fitnessClass.id) ?? 0, last: last ?? null });
  }
  return entries;
}
