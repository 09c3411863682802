import { describe, expect, test } from 'vitest';
import { defineFeed, type SaidFeed } from '../../../src/intake/feeds/define-feed.ts';
import { addFeed, listFeeds, removeFeed } from '../../../src/intake/feeds/feed-service.ts';
import { useBookingDatabase } from '../../support/booking-database.ts';
import { HOSTILE, longestIn, unseenIn } from '../../support/hostile-values.ts';

const db = useBookingDatabase();
const NOW = '2026-11-20T12:00:00Z';
const DAYS = { today: '2026-11-20', locale: null };
const CALENDAR: SaidFeed = { name: 'studio', place: 'https://studio.example/ana.ics' };
const MINDBODY: SaidFeed = {
  ...{ name: 'velo', place: 'mindbody', site: '-99', client: '100', zone: 'Europe/Berlin', user: 'ana' },
  ...{ passwordCommand: 'pass show velo', apiKeyFile: '/home/ana/key' },
};
const MAILBOX: SaidFeed = {
  ...{ name: 'mail', place: 'imaps://mail.example.com/Sport', user: 'ana', passwordCommand: 'pass show mail' },
};

describe('a calendar to be asked', () => {
  test('is an address, and nothing else needs to be said', async () => {
    expect(await defineFeed(CALENDAR, DAYS)).toEqual({
      kind: 'calendar',
      url: 'https://studio.example/ana.ics',
      ...{
        login: null,
        source: null,
        type: null,
        only: [],
        skip: [],
        maps: [],
        zone: null,
        allDayAt: null,
        since: null,
      },
    });
  });

  test('has all that a reading has, in words', async () => {
    const definition = await defineFeed(
      {
        ...CALENDAR,
        ...{ place: 'webcal://studio.example/ana.ics', source: 'classpass', type: 'yoga', zone: 'Asia/Tokyo' },
        ...{ allDay: '7pm', since: '1 November', dateFormat: 'DMY', mapStatus: ['Verified=attended'] },
        ...{ only: ['Yoga*', 'Spin*'], skip: 'Yoga Teachers', map: ['Yoga*=type:yoga'] },
        ...{ user: 'ana', passwordCommand: '["pass", "show", "studio"]' },
      },
      DAYS,
    );
    expect(definition).toEqual({
      kind: 'calendar',
      url: 'https://studio.example/ana.ics',
      login: { user: 'ana', password: { command: ['pass', 'show', 'studio'], file: null } },
      ...{ source: 'classpass', type: 'yoga', only: ['Yoga*', 'Spin*'], skip: ['Yoga Teachers'] },
      ...{ maps: ['Yoga*=type:yoga'], zone: 'Asia/Tokyo', allDayAt: '19:00', since: '2026-11-01' },
      ...{ dateOrder: 'dmy', statusMaps: ['Verified=attended'] },
    });
  });

  test('is followed from a day that is counted back from today', async () => {
    expect(await defineFeed({ ...CALENDAR, since: ' 30 days ' }, DAYS)).toMatchObject({ since: '2026-10-21' });
  });

  test('has no word in its address that a terminal would obey', async () => {
    const place = 'https://studio.example/a\u009b31m\u202e\u001b[2J\nb.ics?k=\u2066#\u0085';
    const definition = await defineFeed({ ...CALENDAR, place }, DAYS);
    expect(definition).toMatchObject({ url: expect.stringMatching(/^https:\/\/studio\.example\/[!-~]+$/) });
  });

  test('has a name that is clean, or none', async () => {
    expect(await addFeed(db.at(NOW), { ...CALENDAR, name: ' my\u009b31m\n\u202estudio\u001b ' })).toMatchObject({
      name: 'my31m studio',
    });
    for (const name of ['', '\u202e', 'Add', 'x'.repeat(65)]) {
      await expect(addFeed(db.at(NOW), { ...CALENDAR, name })).rejects.toMatchObject({ kind: 'usage' });
    }
  });

  test.each<[said: Partial<SaidFeed>, code: string]>([
    [{ place: 'classes.ics' }, 'bad_address'],
    [{ place: 'ftp://studio.example/a.ics' }, 'bad_address'],
    [{ place: 'file:///etc/passwd' }, 'bad_address'],
    [{ place: 'javascript://studio.example/%0aalert(1)' }, 'bad_address'],
    [{ place: `https://studio.example/${'a'.repeat(100_000)}` }, 'bad_address'],
    [{ place: 'https://stu\u009bdio.example/a.ics' }, 'bad_address'],
    [{ place: 'https://ana:secret@studio.example/a.ics' }, 'secret_in_address'],
    [{ user: 'ana' }, 'option_missing'],
    [{ passwordFile: '/key' }, 'option_missing'],
    [{ user: ' ', passwordFile: '/key' }, 'option_missing'],
    [{ user: 'a\u001b[31mna', passwordFile: '/key' }, 'bad_text'],
    [{ user: 'ana', passwordFile: 'key' }, 'bad_file'],
    [{ user: 'ana', passwordFile: '/ke\ny' }, 'bad_text'],
    [{ user: 'ana', passwordFile: '/key', passwordCommand: 'pass' }, 'two_secrets'],
    [{ user: 'ana', passwordCommand: 'pass "show' }, 'bad_setting'],
    [{ site: '1' }, 'wrong_option'],
    [{ baseUrl: 'https://api.example' }, 'wrong_option'],
    [{ zone: 'Mars/Olympus' }, 'unknown_zone'],
    [{ map: 'Yoga' }, 'bad_map'],
    [{ mapStatus: 'Verified=gone' }, 'bad_map_status'],
    [{ dateFormat: 'dym' }, 'bad_choice'],
    [{ only: 'x'.repeat(100_000) }, 'text_too_long'],
  ])('%j is refused: %s', async (said, code) => {
    await expect(defineFeed({ ...CALENDAR, ...said }, DAYS)).rejects.toMatchObject({ kind: 'usage', code });
  });
});

describe('a studio at Mindbody', () => {
  test('is named by its site, and needs a login and a key', async () => {
    expect(await defineFeed(MINDBODY, DAYS)).toMatchObject({
      ...{ kind: 'mindbody', baseUrl: 'https://api.mindbodyonline.com/public/v6', siteId: '-99', clientId: '100' },
      ...{ zone: 'Europe/Berlin', apiKey: { command: null, file: '/home/ana/key' } },
      login: { user: 'ana', password: { command: ['pass', 'show', 'velo'], file: null } },
    });
  });

  test.each(['site', 'client', 'zone', 'user', 'passwordCommand', 'apiKeyFile'] as const)('needs %s', async (name) => {
    const { [name]: _, ...rest } = MINDBODY;
    await expect(defineFeed(rest as SaidFeed, DAYS)).rejects.toMatchObject({ kind: 'usage', code: 'option_missing' });
  });

  test.each<[said: Partial<SaidFeed>, code: string]>([
    [{ allDay: '7pm' }, 'wrong_option'],
    [{ mapStatus: ['a=booked'] }, 'wrong_option'],
    [{ site: '12.5' }, 'bad_site'],
    [{ client: '1\u202e00' }, 'bad_text'],
    [{ baseUrl: 'http://api.example' }, 'bad_base_url'],
    [{ baseUrl: 'https://ana:pw@api.example' }, 'bad_base_url'],
    [{ apiKeyCommand: 'pass' }, 'two_secrets'],
  ])('%j is refused: %s', async (said, code) => {
    await expect(defineFeed({ ...MINDBODY, ...said }, DAYS)).rejects.toMatchObject({ kind: 'usage', code });
  });
});

describe('a mailbox on a server', () => {
  test('is a folder, who logs in, and where the password is kept', async () => {
    expect(await defineFeed(MAILBOX, DAYS)).toEqual({
      ...{ kind: 'imap', host: 'mail.example.com', port: 993, tls: 'tls', user: 'ana', folder: 'Sport' },
      secret: { kind: 'password', from: { command: ['pass', 'show', 'mail'], file: null } },
      ...{ source: null, type: null, only: [], skip: [], maps: [], zone: null },
      ...{ since: '2026-10-21', authServer: null },
    });
  });

  test('has all that the reading of mails has, in words', async () => {
    const { passwordCommand: _, ...rest } = MAILBOX;
    const said = {
      ...{ ...rest, place: 'imap://mail.example.com', user: 'ana@example.org', oauthCommand: 'oama access ana' },
      ...{ since: '30d', authServer: 'MX.Example.com', type: 'yoga', zone: 'Asia/Tokyo', only: 'Yoga*' },
    };
    expect(await defineFeed(said, DAYS)).toMatchObject({
      ...{ port: 143, tls: 'starttls', user: 'ana@example.org', folder: 'INBOX', since: '2026-10-21' },
      ...{ authServer: 'mx.example.com', type: 'yoga', zone: 'Asia/Tokyo', only: ['Yoga*'] },
      secret: { kind: 'token', from: { command: ['oama', 'access', 'ana'], file: null } },
    });
    expect(await defineFeed({ ...said, since: '1 November' }, DAYS)).toMatchObject({ since: '2026-11-01' });
  });

  test.each(['localhost', '127.0.0.1', '[::1]'])('may do without encryption at %s, and nowhere else', async (host) => {
    expect(await defineFeed({ ...MAILBOX, place: `imap://${host}/` }, DAYS)).toMatchObject({ tls: 'none' });
    expect(await defineFeed({ ...MAILBOX, place: `imaps://${host}/` }, DAYS)).toMatchObject({ tls: 'tls' });
    expect(await defineFeed({ ...MAILBOX, place: 'imap://localhost.example/' }, DAYS)).toMatchObject({
      tls: 'starttls',
    });
  });

  test('may say twice who logs in, if it is the same', async () => {
    const said = { ...MAILBOX, place: 'imaps://ana%40example.org@mail.example.com/', user: 'ana@example.org' };
    expect(await defineFeed(said, DAYS)).toMatchObject({ user: 'ana@example.org' });
  });

  test.each<[said: Partial<SaidFeed>, code: string]>([
    [{ place: 'imaps://ana:pw@mail.example.com/' }, 'secret_in_address'],
    [{ place: 'imaps://ana@example.org@mail.example.com/' }, 'bad_address'],
    [{ user: undefined }, 'option_missing'],
    [{ place: 'imaps://bea@mail.example.com/' }, 'two_users'],
    [{ passwordCommand: undefined }, 'option_missing'],
    [{ passwordFile: '/key' }, 'two_secrets'],
    [{ oauthCommand: 'oama access ana' }, 'two_secrets'],
    [{ passwordCommand: undefined, oauthCommand: '' }, 'bad_setting'],
    [{ source: 'classpass' }, 'wrong_option'],
    [{ allDay: '7pm' }, 'wrong_option'],
    [{ dateFormat: 'dmy' }, 'wrong_option'],
    [{ site: '1' }, 'wrong_option'],
    [{ authServer: 'two words' }, 'bad_server'],
    [{ authServer: '' }, 'bad_server'],
    [{ since: 'never' }, 'when_not_understood'],
  ])('%j is refused: %s', async (said, code) => {
    await expect(defineFeed({ ...MAILBOX, ...said }, DAYS)).rejects.toMatchObject({ kind: 'usage', code });
  });

  test.each(['oauthCommand', 'authServer'] as const)('has %s alone', async (name) => {
    for (const base of [CALENDAR, MINDBODY]) {
      await expect(defineFeed({ ...base, [name]: 'x' }, DAYS)).rejects.toMatchObject({ code: 'wrong_option' });
    }
  });
});

const FIELDS = [
  ...['name', 'place', 'source', 'type', 'zone', 'allDay', 'since', 'dateFormat', 'mapStatus', 'only', 'skip', 'map'],
  ...['user', 'passwordCommand', 'passwordFile', 'site', 'client', 'apiKeyCommand', 'apiKeyFile', 'baseUrl'],
  ...['oauthCommand', 'authServer', '__proto__', 'unknown'],
];

test.each(FIELDS)('a stranger who sends anything for %s of a feed is refused, or it is kept clean', async (field) => {
  for (const value of HOSTILE) {
    for (const [number, base] of [CALENDAR, MINDBODY, MAILBOX].entries()) {
      const said = { ...base, name: `${base.name} ${number}`, [field]: value };
      const outcome = await addFeed(db.at(NOW), said as SaidFeed).catch((error: unknown) => error);
      if (outcome instanceof Error) {
        expect(outcome).toMatchObject({ kind: expect.stringMatching(/^(?:usage|refused)$/), hint: expect.anything() });
      }
    }
    for (const { feed } of await listFeeds(db.at(NOW))) {
      // The words of a secret's command are the person's own, and never shown.
      const { definition } = feed;
      const login = 'login' in definition ? definition.login?.user : null;
      const rest = { ...definition, login, apiKey: null, secret: null };
      expect(unseenIn([feed.name, rest])).toEqual([]);
      expect(longestIn([feed.name, rest])).toBeLessThan(10_000);
      await removeFeed(db.at(NOW), feed.name);
    }
  }
});

test('nothing is removed by a name that no feed has', async () => {
  await addFeed(db.at(NOW), CALENDAR);
  for (const value of HOSTILE) {
    await expect(removeFeed(db.at(NOW), value as string)).rejects.toMatchObject({
      kind: expect.stringMatching(/^(?:usage|not_found)$/),
    });
  }
  await expect(removeFeed(db.at(NOW), 'studio', 'no' as unknown as boolean)).rejects.toMatchObject({ kind: 'usage' });
  expect(await listFeeds(db.at(NOW))).toHaveLength(1);
});
