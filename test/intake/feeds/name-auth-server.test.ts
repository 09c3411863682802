import { beforeEach, describe, expect, it } from 'vitest';
import type { BookingContext } from '../../../src/bookings/booking-context.ts';
import { NuminaError } from '../../../src/errors.ts';
import { addFeed, listFeeds } from '../../../src/intake/feeds/feed-service.ts';
import { reverseSteps } from '../../../src/journal/journal-service.ts';
import { keepJournal } from '../../../src/journal/keep-journal.ts';
import { useBookingDatabase } from '../../support/booking-database.ts';

const db = useBookingDatabase();
const ADDRESS = 'imaps://mail.example.com/Sport%2FYoga';
const MAILBOX = { name: 'mail', place: ADDRESS, user: 'ana@example.com', passwordCommand: 'pass show mail' };
let context: BookingContext;

beforeEach(async () => {
  const bare = db.at('2026-11-25T12:00:00Z');
  context = { ...bare, listeners: [keepJournal(bare)] };
  await addFeed(context, { ...MAILBOX, only: ['Yoga*'] });
});

const definition = async () => (await listFeeds(context))[0]?.feed.definition;
const name = (said: object) =>
  addFeed(context, { name: 'mail', place: ADDRESS, authServer: 'mx.example.com', ...said });

describe('a mailbox that is a feed already', () => {
  it.each([
    ['by its name and address alone', {}],
    ['by its address with its user', { place: 'imaps://ana%40example.com@MAIL.example.com/Sport/Yoga' }],
    ['as it was added, on a later day', { ...MAILBOX, only: ['Yoga*'] }],
  ])('gets its server %s, and keeps the rest', async (_, said) => {
    const before = await definition();
    context = { ...context, clock: db.at('2026-12-20T12:00:00Z').clock };
    expect(await name(said)).toMatchObject({ isKnown: true, name: 'mail' });
    expect(await definition()).toEqual({ ...before, authServer: 'mx.example.com' });
    await reverseSteps(context, 'undo', 1, null);
    expect(await definition()).toEqual(before);
  });

  it.each([
    ['at another host', { place: 'imaps://mail.example.org/Sport%2FYoga', passwordCommand: 'x', user: 'ana' }],
    ['without a word of it', { place: 'imaps://mail.example.org/Sport%2FYoga' }],
    ['in another folder', { place: 'imaps://mail.example.com/INBOX' }],
    ['without the encryption', { place: 'imap://mail.example.com:993/Sport%2FYoga' }],
    ['of another person', { place: 'imaps://ben@mail.example.com/Sport%2FYoga' }],
    ['with other rules', { ...MAILBOX, only: ['Spin*'] }],
  ])('is not changed by one %s', async (_, said) => {
    const before = await definition();
    await expect(name(said)).rejects.toBeInstanceOf(NuminaError);
    expect(await definition()).toEqual(before);
  });

  it('that has this server stays as it is, without a step', async () => {
    await name({});
    const before = await definition();
    expect(await name({})).toMatchObject({ isKnown: true });
    await reverseSteps(context, 'undo', 1, null);
    expect(await definition()).toEqual({ ...before, authServer: null });
  });
});

it.each(['https://mx.google.com/', 'ana@example.com', 'mx.google.com;', 'a b', ''])(
  '“%s” is no server',
  async (authServer) => {
    await expect(name({ authServer })).rejects.toMatchObject({ code: 'bad_server' });
  },
);
