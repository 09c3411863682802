import { expect, it } from 'vitest';
import { localeOf } from '../../src/time/locale.ts';

it.each([
  [{ LANG: 'de_DE.UTF-8' }, 'de-DE'],
  [{ LANG: 'de_DE.UTF-8', LC_ALL: 'fr_FR' }, 'fr-FR'],
  [{ LANG: 'de_DE.UTF-8', LC_TIME: 'sv' }, 'sv'],
  [{ LANG: 'ca_ES@valencia' }, 'ca-ES'],
  [{ LANG: 'C.UTF-8' }, null],
  [{ LANG: 'POSIX' }, null],
  [{ LANG: '' }, null],
  [{}, null],
])('the locale of %o is %s', (env, locale) => {
  expect(localeOf(env)).toBe(locale);
});
