import { describe, expect, it } from 'vitest';
import { listFormats } from '../../../src/intake/mail/known-formats.ts';
import { parseFormat } from '../../../src/intake/mail/load-formats.ts';
import { tryFormat } from '../../../src/intake/mail/try-format.ts';
import { type MailSample, mailOf } from './mail-samples.ts';

// What a person sees who writes a format: which of its lines match, which do not, and what is missing.

const NORTH = parseFormat(
  `name = "Studio North"
source = "studio-north"
known = "seen"
senders = ["studio-north.example"]
orders = ["class instructor? when location?", "when class"]
ids = ['/bookings/(\\d+)']
[[subjects]]
kind = "confirmed"
pattern = '^Booked: (?<class>.+) at (?<location>.+)$'
[[subjects]]
kind = "none"
pattern = '^Your receipt'
[[lines]]
kinds = ["cancelled"]
pattern = 'your booking (?<class>.+) on (?<when>\\d.+) has been cancelled'
`,
  'north.toml',
);

const MAIL: MailSample = {
  from: 'Studio North <hi@mail.studio-north.example>',
  subject: 'Booked: Vinyasa at Studio North',
  date: '2026-11-20T10:00:00Z',
  body:
    '<p>See you soon.</p><p>Vinyasa</p><p>Thursday, November 26, 2026, 6:00 PM - 7:00 PM</p><p>Trainer: Ana Ruiz</p>' +
    '<a href="https://studio-north.example/bookings/4711">View booking</a>',
};

const OPTIONS = { homeZone: 'America/New_York', since: '2025-11-01', horizon: '2027-11-01' };
const tried = (changes: Partial<MailSample> = {}) => tryFormat(NORTH, mailOf({ ...MAIL, ...changes }), OPTIONS);

describe('a mail that the format reads', () => {
  it('shows what each line has matched, and what each has found', async () => {
    const { lines } = await tried();
    expect(lines.map(({ part, said, matched }) => [part, said, matched])).toEqual([
      ['sender', 'studio-north.example', 'hi@mail.studio-north.example'],
      ['subject', 'confirmed: ^Booked: (?<class>.+) at (?<location>.+)$', 'Booked: Vinyasa at Studio North'],
      ['subject', 'none: ^Your receipt', null],
      ['line', 'cancelled: your booking (?<class>.+) on (?<when>\\d.+) has been cancelled', null],
      ['label', 'instructor', 'Trainer: Ana Ruiz'],
      ['order', 'class instructor? when location?', 'Vinyasa'],
      ['order', 'when class', null],
      ['id', '/bookings/(\\d+)', '/bookings/4711'],
      ['time', 'the day and the time', 'Thursday, November 26, 2026, 6:00 PM - 7:00 PM'],
    ]);
    expect(lines.map(({ fields }) => fields)).toContainEqual({ class: 'Vinyasa', location: 'Studio North' });
    expect(lines.at(-1)?.fields).toEqual({ when: '2026-11-26T18:00:00', duration: '60' });
  });

  it('shows the booking that comes of it', async () => {
    expect(await tried()).toMatchObject({
      ...{ isClaimed: true, kind: 'confirmed', reasons: [], missing: [] },
      bookings: [
        { className: 'Vinyasa', startsLocal: '2026-11-26T18:00:00', instructor: 'Ana Ruiz', externalId: '4711' },
      ],
    });
  });

  it('shows what is missing in it', async () => {
    const body = '<p>Vinyasa</p><p>Thursday, November 26, 2026, 6:00 PM</p>';
    expect((await tried({ body })).missing).toEqual(['instructor', 'duration', 'id']);
  });
});

describe('a mail that it does not read', () => {
  it.each<[string, Partial<MailSample>, object]>([
    ['says no time', { body: '<p>See you soon.</p>' }, { isClaimed: true, kind: 'confirmed', isNoneByFormat: false }],
    [
      'says that it is not a booking, as the format knows',
      { subject: 'Your receipt' },
      { isClaimed: true, isNoneByFormat: true },
    ],
    ['is of somebody else', { from: 'x@other.example' }, { isClaimed: false }],
  ])('%s', async (_, changes, expected) => {
    const found = await tried(changes);
    expect(found).toMatchObject({ bookings: [], ...expected });
    expect(found.reasons).toHaveLength(1);
  });
});

describe('the formats that are known', () => {
  it('are those that come with numina, by name', () => {
    const names = listFormats(null).map(({ format }) => format.name);
    expect(names).toContain('ClassPass');
    expect(names).toEqual([...names].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)));
  });

  it('are found by name and by source, whatever their case', () => {
    expect(listFormats(null, 'CLASSPASS')).toMatchObject([{ format: { known: 'seen' }, isOwn: false }]);
    expect(() => listFormats(null, 'nothing')).toThrow('There is no format “nothing”.');
  });
});
