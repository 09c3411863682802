import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import stringWidth from 'string-width';
import { beforeEach, describe, expect, it } from 'vitest';
import { mailOf } from '../../intake/mail/mail-samples.ts';
import { cancellation, confirmation } from '../../intake/mail-trust/waiting-samples.ts';
import { type Home, useHomes } from '../../support/home.ts';
import { letWaitIn } from '../../support/waiting-mails.ts';

const homes = useHomes();

interface Waiting {
  readonly id: string;
  readonly booking: { readonly class: { readonly name: string } } | null;
}

const names = async (home: Home) => (await home.bookings()).map((booking) => booking.class.name);
const waiting = async (home: Home) =>
  (await home.json<Waiting[]>('mail waiting')).map(({ booking }) => booking?.class.name ?? null);

describe('mails that wait', () => {
  let home: Home;
  beforeEach(async () => {
    home = homes.empty();
    await letWaitIn(home, confirmation('Aerial Hoop'), confirmation('Yin Deluxe'));
  });

  it('change nothing until they are accepted, and wait again when that is undone', async () => {
    expect([await names(home), await waiting(home)]).toEqual([[], ['Aerial Hoop', 'Yin Deluxe']]);
    expect(await home.run('mail accept 00000001')).toMatchObject({
      stdout: '○ Aerial Hoop · Thu 26 Nov 18:00–18:45 · Velo · classpass · new\n',
      exitCode: 0,
    });
    expect([await names(home), await waiting(home)]).toEqual([['Aerial Hoop'], ['Yin Deluxe']]);
    await home.run('undo');
    expect([await names(home), await waiting(home)]).toEqual([[], ['Aerial Hoop', 'Yin Deluxe']]);
  });

  it('are named by the inbox in its last line, and in nothing that programs read', async () => {
    const last = '2 mails wait for your decision: numina mail waiting';
    expect((await home.run('inbox')).stdout.trimEnd().split('\n').at(-1)).toBe(last);
    expect((await home.run('inbox --json')).stdout).toBe('[]\n');
    for (const rest of ['--plain', '--format {class}'])
      expect((await home.run(`inbox ${rest}`)).stdout).not.toContain('wait');
    await home.run('mail refuse --all');
    expect((await home.run('inbox')).stdout).not.toContain('wait');
  });

  it('are forgotten when they are refused', async () => {
    await home.run('mail refuse 00000001');
    expect([await names(home), await waiting(home)]).toEqual([[], ['Yin Deluxe']]);
    expect(await home.run('mail accept 00000001')).toMatchObject({
      stderr: expect.stringContaining('That mail no longer waits: you have refused it.'),
      exitCode: 3,
    });
  });

  it('go with their sender when that is blocked', async () => {
    const { stdout } = await home.run('mail block classpass.com');
    expect(stdout).toContain('2 mails from it no longer wait.');
    expect(await home.json('mail block')).toMatchObject([{ sender: 'classpass.com' }]);
    expect(await waiting(home)).toEqual([]);
    await home.run('undo');
    expect(await waiting(home)).toEqual(['Aerial Hoop', 'Yin Deluxe']);
  });

  it('are asked for by their ids where nobody can choose', async () => {
    expect(await home.run('mail accept')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('Which mails?'),
    });
    expect(await home.run('mail accept 0000')).toMatchObject({ exitCode: 4 });
    expect(await home.run('mail refuse ffff')).toMatchObject({ exitCode: 3 });
    expect(await home.run('mail block com')).toMatchObject({ exitCode: 2 });
  });

  it('say why nothing would come of them', async () => {
    const other = homes.empty();
    await letWaitIn(other, cancellation('Aerial Hoop'));
    expect((await other.run('mail waiting')).stdout).toContain('It cancels a class that is not known here.');
    expect(await waiting(other)).toEqual([null]);
    await other.run('mail accept --all');
    expect(await names(other)).toEqual([]);
  });
});

const NORTH = `name = "North"
source = "north"
known = "seen"
senders = ["classpass.com"]
orders = ["class when location?"]
[[subjects]]
kind = "confirmed"
pattern = "^you.re booked for (?<class>.+) at (?<location>.+)!$"
[[subjects]]
kind = "none"
pattern = '^Receipt'
`;

describe('mail try', () => {
  let home: Home;
  beforeEach(() => {
    home = homes.season();
    writeFileSync(home.path('north.toml'), NORTH);
    writeFileSync(home.path('booked.eml'), mailOf(confirmation()));
    writeFileSync(home.path('empty.eml'), mailOf({ ...confirmation(), body: '<p>See you!</p>' }));
    writeFileSync(home.path('receipt.eml'), mailOf({ ...confirmation(), subject: 'Receipt' }));
    writeFileSync(home.path('other.eml'), mailOf({ ...confirmation(), from: 'a@b.example' }));
  });

  it('shows what each line has matched, and the booking', async () => {
    const before = await home.bookings();
    const { stdout, exitCode } = await home.run('mail try north.toml booked.eml');
    expect(exitCode).toBe(0);
    await expect(stdout).toMatchFileSnapshot('../../golden/mail-try.txt');
    expect(await home.bookings()).toEqual(before);
  });

  it.each([40, 80])('shows it on a terminal of %i columns', async (columns) => {
    const { stdout } = await home.run('mail try north.toml booked.eml', { env: { COLUMNS: String(columns) } });
    for (const line of stdout.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(columns);
    await expect(stdout).toMatchFileSnapshot(`../../golden/mail-try-${columns}.txt`);
  });

  it('exits 1 where a mail of its sender is not a booking, and shows the others all the same', async () => {
    const { stdout, stderr, exitCode } = await home.run('mail try north.toml empty.eml booked.eml');
    expect(stdout).toContain("✗ The mail “You're booked for Spin 45 at Velo!” is not a booking");
    expect(stdout).toContain('○ Spin 45');
    expect(stderr).toContain('empty.eml is from North, but it gives no booking.');
    expect(exitCode).toBe(1);
  });

  it.each(['receipt.eml', 'other.eml'])('exits 0 for %s, which is not a booking and says so', async (file) => {
    expect(await home.run(`mail try north.toml ${file}`)).toMatchObject({ exitCode: 0, stderr: '' });
  });

  it('reads by a known format too', async () => {
    expect((await home.run('mail try ClassPass booked.eml')).stdout).toContain('○ Spin 45');
  });

  it.each([
    ['nothing booked.eml', 3, 'There is no format “nothing”.'],
    ['gone.toml booked.eml', 3, 'There is no file gone.toml.'],
    ['north.toml gone.eml', 3, 'There is no file gone.eml.'],
    ['north.toml north.toml', 1, 'north.toml is not a mail.'],
    ['./booked.eml booked.eml', 2, 'booked.eml is not valid TOML'],
  ])('%s', async (words, exitCode, message) => {
    expect(await home.run(`mail try ${words}`)).toMatchObject({ exitCode, stderr: expect.stringContaining(message) });
  });
});

describe('mail formats', () => {
  it('are those of numina, and the person’s own, which win', async () => {
    const home = homes.empty();
    const folder = join(home.path('.config'), 'numina', 'mail-formats');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'north.toml'), NORTH);
    const { stdout } = await home.run('mail formats');
    expect(stdout).toMatch(/^North +seen +yours +classpass\.com$/m);
    expect(stdout).toMatch(/^ClassPass +seen +yours wins +classpass\.com$/m);
    expect(stdout).toMatch(/^Glofox +sender only +glofox\.com$/m);
    expect(await home.json('mail formats north')).toMatchObject([{ isOwn: true, orders: ['class when location?'] }]);
    expect(await home.run('mail formats nothing')).toMatchObject({ exitCode: 3 });
  });
});
