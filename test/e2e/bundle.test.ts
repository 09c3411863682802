import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { useHomes } from './program.ts';

const DIST = join(import.meta.dirname, '../../dist');
const homes = useHomes();

// The launcher reads the program as Latin-1, where a letter beyond ASCII would be several others.
test.each(readdirSync(DIST, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.cjs')))(
  '%s has no letter beyond ASCII',
  (name) => {
    expect(readFileSync(join(DIST, name), 'utf8')).not.toMatch(/[^\x00-\x7f]/);
  },
);

test('a sign in a regular expression means itself in the built program', async () => {
  const home = homes.empty();
  await home.run(['book', 'Yoga', 'tomorrow', '18:00–19:15', '--price', '14€']);
  expect(await home.bookings()).toMatchObject([{ durationMinutes: 75, price: 14, currency: 'EUR' }]);
});

test('--version is that of the package', async () => {
  const { version } = JSON.parse(readFileSync(join(DIST, '..', 'package.json'), 'utf8'));
  for (const words of ['--version', '-V']) {
    expect(await homes.empty().run(words)).toEqual({ stdout: `numina ${version}\n`, stderr: '', exitCode: 0 });
  }
});
