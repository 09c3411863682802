import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { BookingJson } from '../../../src/contract/booking-json.ts';
import { openDatabase } from '../../../src/db/open.ts';
import { useHomes } from '../../support/home.ts';

const homes = useHomes();

/** A review, written as the database holds it. */
async function review(file: string, bookingId: string): Promise<void> {
  const database = await openDatabase({ path: file, createFolder: false, now: new Date('2026-01-01T00:00:00Z') });
  const { class_id } = await database.store.db
    .selectFrom('bookings')
    .select('class_id')
    .where('id', '=', bookingId)
    .executeTakeFirstOrThrow();
  const stamps = { created_at: '2026-11-20T08:00:00.000Z', updated_at: '2026-11-21T08:00:00.000Z' };
  const row = { user_id: database.store.userId, class_id, booking_id: bookingId, rating: 4, text: 'Calm', ...stamps };
  await database.store.db.insertInto('reviews').values(row).execute();
  await database.close();
}

interface Document {
  readonly bookings: readonly BookingJson[];
  readonly reviews: readonly object[];
  readonly pauses: readonly object[];
}

const withoutClass = ({ class: { id: _, ...of }, ...booking }: BookingJson) => ({ ...booking, class: of });
const withoutClassId = ({ classId: _, ...said }: { classId?: string }) => said;

test('everything exported as JSON reads back into an empty database', async () => {
  const home = homes.season();
  const [vinyasa] = (await home.bookings()).filter(({ status }) => status === 'attended');
  await review(home.database, vinyasa?.id ?? '');
  await home.run('export --format json -o all.json');
  const before = JSON.parse(readFileSync(home.path('all.json'), 'utf8')) as Document;
  expect(before.reviews).toMatchObject([{ bookingId: vinyasa?.id, rating: 4, text: 'Calm' }]);
  expect(before.pauses).toMatchObject([{ from: '2026-08-01', to: '2026-08-14' }]);

  expect(await home.json('import all.json --db other.db')).toMatchObject({ created: 9, skipped: [] });
  const after = await home.json<Document>('export --db other.db');
  expect(after.bookings.map(withoutClass)).toEqual(before.bookings.map(withoutClass));
  expect(after.reviews.map(withoutClassId)).toEqual(before.reviews.map(withoutClassId));
  expect(after.pauses).toEqual(before.pauses);

  expect(await home.json('import all.json --db other.db')).toMatchObject({ created: 0, updated: 0, unchanged: 9 });
  expect((await home.run('undo --db other.db')).exitCode).toBe(0);
  expect(await home.json('export --db other.db')).toMatchObject({ bookings: [], reviews: [], pauses: [] });
});

test('into the database it came from, it changes nothing', async () => {
  const home = homes.season();
  await home.run('export --format json -o all.json');
  expect(await home.json('import all.json')).toMatchObject({ created: 0, updated: 0, unchanged: 9 });
  expect((await home.run('undo --list')).stdout).not.toContain('imported');
});

test('a part holds its own reviews, and no pauses', async () => {
  const home = homes.season();
  const [vinyasa] = (await home.bookings()).filter(({ status }) => status === 'attended');
  await review(home.database, vinyasa?.id ?? '');
  expect(await home.json('export --type spin')).toMatchObject({ reviews: [], pauses: [] });
  expect(await home.json('export --type yoga')).toMatchObject({ reviews: [{ rating: 4 }], pauses: [] });
  expect(await home.json(`export ${vinyasa?.id}`)).toMatchObject({ reviews: [{ rating: 4 }], bookings: [{}] });
});
