import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Home, useHomes } from '../../support/home.ts';

const homes = useHomes();

interface ReviewJson {
  readonly bookingId: string;
  readonly classId: string;
}

const withoutIds = (reviews: readonly ReviewJson[]) => reviews.map(({ bookingId: _, classId: __, ...said }) => said);

function write(home: Home, ...lines: readonly string[]): void {
  mkdirSync(home.path(), { recursive: true });
  writeFileSync(home.path('a.csv'), `${lines.join('\n')}\n`);
}

describe('reviews in a table', () => {
  test('are read back into an empty database, once', async () => {
    const home = homes.season();
    const env = { NUMINA_NOW: '2026-11-20T08:00:00-05:00' };
    await home.run(['review', 'vinyasa', '--rating', '4', '--text', '=calm, "and\n\nlong"'], { env });
    const before = await home.json<ReviewJson[]>('review list');
    await home.run('export --format csv -o out.csv');

    expect(await home.json('import out.csv --db other.db')).toMatchObject({ created: 9, skipped: [] });
    expect(withoutIds(await home.json('review list --db other.db'))).toEqual(withoutIds(before));
    await home.run('export --format csv -o again.csv --db other.db');
    expect(readFileSync(home.path('again.csv'), 'utf8')).toBe(readFileSync(home.path('out.csv'), 'utf8'));

    expect(await home.json('import out.csv --db other.db')).toMatchObject({ unchanged: 9, skipped: [] });
    expect((await home.run('undo --list --db other.db')).stdout.match(/imported/g)).toHaveLength(1);
    await home.run('undo --db other.db');
    expect(await home.json('review list --db other.db')).toEqual([]);
  });

  test('of one booking go with it', async () => {
    const home = homes.season();
    const { bookingId } = await home.json<ReviewJson>('review vinyasa --rating 4');
    const ratedRows = async (words: string) =>
      (await home.run(`export --format csv ${words}`.trim())).stdout.match(/^.*Vinyasa.*,4,,2026-.*$/gm) ?? [];
    expect(await ratedRows('')).toHaveLength(1);
    expect(await ratedRows(bookingId)).toHaveLength(1);
    expect(await ratedRows('--type spin')).toEqual([]);
  });

  test('come with what was attended, and what is there already stays', async () => {
    const home = homes.empty();
    write(home, 'class,starts_at,status,rating,review', 'Spin,2026-11-20 18:00,attended,5,Loud');
    const dry = await home.json('import a.csv --dry-run');
    expect(await home.json('import a.csv')).toEqual(dry);
    const [first] = await home.json<ReviewJson[]>('review list');
    expect(first).toMatchObject({ rating: 5, text: 'Loud', createdAt: '2026-11-24T09:12:00.000-05:00' });

    write(home, 'class,starts_at,status,rating', 'Spin,2026-11-20 18:00,attended,1');
    expect(await home.json('import a.csv')).toMatchObject({ unchanged: 1, skipped: [] });
    expect(await home.json('review list')).toEqual([first]);
  });

  test('that have no place are reported by their line, and their classes are taken', async () => {
    const home = homes.empty();
    write(
      home,
      'class,starts_at,status,rating,review',
      'Spin,2026-11-16 18:00,attended,0,',
      'Spin,2026-11-17 18:00,attended,6,',
      'Spin,2026-11-18 18:00,attended,good,',
      'Yoga,2026-11-18 20:00,attended,,Calm',
      'Yoga,2026-11-19 18:00,attended,5,',
      'Yoga,2026-11-20 18:00,attended,4,',
      'Boxing,2026-11-21 18:00,no_show,3,',
      'Barre,2026-11-22 18:00,,3,',
    );
    const expected = [
      [2, 'The rating is not a number from 1 to 5: “0”. The class is taken without a review.'],
      [3, 'The rating is not a number from 1 to 5: “6”. The class is taken without a review.'],
      [4, 'The rating is not a number from 1 to 5: “good”. The class is taken without a review.'],
      [5, 'The review has no rating. The class is taken without a review.'],
      [7, 'Yoga has a review already: this one was left out.'],
      [8, 'Boxing is not marked attended: its review was left out.'],
      [9, 'Barre is not marked attended: its review was left out.'],
    ];
    const report = { created: 8, skipped: expected.map(([line, reason]) => ({ uid: null, line, reason })) };
    expect(await home.json('import a.csv --dry-run')).toMatchObject(report);
    expect(await home.bookings()).toEqual([]);
    expect(await home.json('import a.csv')).toMatchObject(report);
    expect(await home.bookings()).toHaveLength(8);
    expect(await home.json('review list')).toMatchObject([{ rating: 5 }]);
  });
});
