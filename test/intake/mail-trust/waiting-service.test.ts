import { beforeEach, describe, expect, it } from 'vitest';
import type { BookingContext } from '../../../src/bookings/booking-context.ts';
import { blockSender, listBlocked, unblockSender } from '../../../src/intake/mail-trust/blocked-senders.ts';
import { countWaiting } from '../../../src/intake/mail-trust/count-waiting.ts';
import { MOST_WAITING } from '../../../src/intake/mail-trust/waiting-mail.ts';
import { acceptMails, listWaiting, refuseMails } from '../../../src/intake/mail-trust/waiting-service.ts';
import { reverseSteps } from '../../../src/journal/journal-service.ts';
import { listEntries } from '../../../src/journal/journal-store.ts';
import { keepJournal } from '../../../src/journal/keep-journal.ts';
import { fixedClock } from '../../../src/time/clock.ts';
import { useBookingDatabase } from '../../support/booking-database.ts';
import { mailOf } from '../mail/mail-samples.ts';
import { cancellation, confirmation, letWait } from './waiting-samples.ts';

// What a mail that nobody vouches for may do: nothing, until a person says so.

const db = useBookingDatabase();
const NOW = '2026-11-22T12:00:00.000Z';
let context: BookingContext;
beforeEach(() => {
  let ids = 0;
  const newId = () => {
    ids += 1;
    return `${String(ids).padStart(8, '0')}-0000-4000-8000-000000000000`;
  };
  const journal = keepJournal({ clock: fixedClock(new Date(NOW)), newId: () => crypto.randomUUID() });
  context = { ...db.at(NOW, { listeners: [journal] }), newId };
});

const state = async () =>
  (await db.all()).map(({ className, startsLocal, status }) => [className, startsLocal, status]);
const steps = async () => (await listEntries(context.store, 10)).map(({ what }) => what);
const only = async () => (await listWaiting(context)).map(({ mail }) => mail.id)[0] ?? '';

const SPIN = ['Spin 45', '2026-11-26T18:00:00', 'booked'];

describe('a mail that waits', () => {
  beforeEach(() => letWait(context, confirmation()));

  it('changes nothing, and shows what it would do', async () => {
    expect(await listWaiting(context)).toMatchObject([
      {
        mail: {
          ...{ from: 'team@info.classpass.com', subject: "You're booked for Spin 45 at Velo!", kind: 'confirmed' },
          ...{ receivedAt: '2026-11-22T10:00:00.000Z', why: 'Nobody vouches for it.' },
        },
        booking: { className: 'Spin 45', location: 'Velo', startsAt: '2026-11-26T23:00:00.000Z', source: 'classpass' },
        outcome: 'created',
      },
    ]);
    expect([await db.all(), await steps()]).toEqual([[], []]);
  });

  it('is taken when it is accepted, as one step', async () => {
    expect(await acceptMails(context, { ids: [(await only()).slice(0, 8)] })).toMatchObject([
      { outcome: 'created', booking: { className: 'Spin 45' } },
    ]);
    expect(await state()).toEqual([SPIN]);
    expect(await steps()).toEqual(["accepted the mail “You're booked for Spin 45 at Velo!”: 1 new"]);
    expect(await countWaiting(context.store)).toBe(0);
  });

  it('waits again when that is undone, and is taken when it is accepted again or redone', async () => {
    const id = await only();
    await acceptMails(context, { ids: [id] });
    await reverseSteps(context, 'undo', 1);
    expect([await db.all(), await countWaiting(context.store)]).toEqual([[], 1]);
    await reverseSteps(context, 'redo', 1);
    expect([await state(), await countWaiting(context.store)]).toEqual([[SPIN], 0]);
    await reverseSteps(context, 'undo', 1);
    await acceptMails(context, { ids: [id] });
    expect(await state()).toEqual([SPIN]);
  });

  it('waits once, however many copies come, by whichever way', async () => {
    const received = Buffer.concat([Buffer.from('Received: from elsewhere\r\n'), mailOf(confirmation())]);
    expect(await letWait(context, confirmation(), received)).toEqual({ kept: 0, left: 0 });
    expect(await countWaiting(context.store)).toBe(1);
  });

  it('never waits again once it is decided', async () => {
    await refuseMails(context, { ids: [await only()] });
    expect(await letWait(context, confirmation())).toEqual({ kept: 0, left: 0 });
    expect([await countWaiting(context.store), await db.all()]).toEqual([0, []]);
    expect(await steps()).toEqual(["refused the mail “You're booked for Spin 45 at Velo!”"]);
    await reverseSteps(context, 'undo', 1);
    await acceptMails(context, { ids: [await only()] });
    expect(await letWait(context, confirmation())).toEqual({ kept: 0, left: 0 });
    expect(await countWaiting(context.store)).toBe(0);
  });

  it('changes nothing where a trusted mail has said the same meanwhile', async () => {
    await letWait(context, { ...confirmation(), date: '2026-11-20T11:00:00Z' });
    const [first, second] = (await listWaiting(context)).map(({ mail }) => mail.id);
    await acceptMails(context, { ids: [second ?? ''] });
    expect(await listWaiting(context)).toMatchObject([{ outcome: 'unchanged', booking: { className: 'Spin 45' } }]);
    await acceptMails(context, { ids: [first ?? ''] });
    expect(await state()).toEqual([SPIN]);
  });
});

describe('mails of one class', () => {
  const CANCELLED = ['Spin 45', '2026-11-26T18:00:00', 'cancelled'];
  beforeEach(() => letWait(context, cancellation(), confirmation()));

  it.each([
    ['confirmed', 'cancelled'],
    ['cancelled', 'confirmed'],
  ])('accepted one after the other, %s first, never leave it booked', async (...kinds) => {
    const all = await listWaiting(context);
    for (const kind of kinds) {
      const found = all.find(({ mail }) => mail.kind === kind);
      await acceptMails(context, { ids: [found?.mail.id ?? ''] });
    }
    expect((await state()).filter(([, , status]) => status !== 'cancelled')).toEqual([]);
    expect(await countWaiting(context.store)).toBe(0);
  });

  it('are accepted together in the order in which they were written', async () => {
    const outcomes = await acceptMails(context, { ids: [], all: true });
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['created', 'cancelled']);
    expect(await steps()).toEqual(['accepted 2 mails']);
    expect(await state()).toEqual([CANCELLED]);
    await reverseSteps(context, 'undo', 1);
    expect([await state(), await countWaiting(context.store)]).toEqual([[], 2]);
    await reverseSteps(context, 'redo', 1);
    expect([await state(), await countWaiting(context.store)]).toEqual([[CANCELLED], 0]);
  });
});

describe('which mail is meant', () => {
  it('is an error where no mail or several mails begin so', async () => {
    await letWait(context, confirmation(), confirmation('Yin'));
    const id = await only();
    await expect(acceptMails(context, { ids: ['0000'] })).rejects.toMatchObject({ code: 'ambiguous_mail' });
    await expect(acceptMails(context, { ids: ['ffff'] })).rejects.toMatchObject({ code: 'mail_not_found' });
    await expect(acceptMails(context, { ids: ['000'] })).rejects.toMatchObject({ code: 'mail_not_found' });
    await expect(acceptMails(context, { ids: [] })).rejects.toMatchObject({ code: 'argument_missing' });
    await expect(acceptMails(context, { ids: [id], all: true })).rejects.toMatchObject({ code: 'two_meanings' });
    await refuseMails(context, { ids: [id] });
    await expect(acceptMails(context, { ids: [id] })).rejects.toThrow(
      'That mail no longer waits: you have refused it.',
    );
  });

  it('is all of them or none', async () => {
    await letWait(context, confirmation(), confirmation('Yin'));
    await expect(acceptMails(context, { ids: [await only(), 'ffff'] })).rejects.toMatchObject({ kind: 'not_found' });
    expect([await db.all(), await countWaiting(context.store)]).toEqual([[], 2]);
  });
});

describe('a flood', () => {
  it('leaves those that wait already, and the other providers', async () => {
    const flood = Array.from({ length: MOST_WAITING + 3 }, (_, index) => confirmation(`Spin ${index}`));
    expect(await letWait(context, ...flood)).toEqual({ kept: MOST_WAITING, left: 3 });
    const stranger = { ...confirmation('Yin'), from: 'Barry’s <noreply@barrys.com>' };
    expect(await letWait(context, stranger)).toEqual({ kept: 1, left: 0 });
  });
});

describe('a blocked sender', () => {
  beforeEach(() => letWait(context, confirmation()));

  it.each(['team@info.classpass.com', '@ClassPass.com', 'info.classpass.com'])(
    '%s loses what waits of it',
    async (said) => {
      expect(await blockSender(context, said)).toMatchObject({ mails: 1 });
      expect(await countWaiting(context.store)).toBe(0);
      await reverseSteps(context, 'undo', 1);
      expect([await listBlocked(context.store), await countWaiting(context.store)]).toEqual([[], 1]);
    },
  );

  it('leaves what waits of others', async () => {
    expect(await blockSender(context, 'pass.com')).toMatchObject({ sender: 'pass.com', mails: 0 });
    expect(await countWaiting(context.store)).toBe(1);
  });

  it('is blocked once, and unblocked when the person says so', async () => {
    await blockSender(context, 'bücher.example');
    await blockSender(context, 'xn--bcher-kva.example');
    expect(await listBlocked(context.store)).toEqual([{ sender: 'xn--bcher-kva.example', createdAt: NOW }]);
    await unblockSender(context, 'bücher.example');
    expect(await listBlocked(context.store)).toEqual([]);
    await expect(unblockSender(context, 'bücher.example')).rejects.toMatchObject({ code: 'sender_not_found' });
    expect(await steps()).toEqual(['unblocked xn--bcher-kva.example', 'blocked xn--bcher-kva.example']);
  });

  it.each(['', 'com', 'a b.example', '@', 'a@', 'a@b', '<a@b.example>', 'x'.repeat(400), 'a@b@c d'])(
    'cannot be “%s”',
    async (said) => {
      await expect(blockSender(context, said)).rejects.toMatchObject({ code: 'bad_sender' });
    },
  );
});
