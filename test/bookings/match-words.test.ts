import { describe, expect, it } from 'vitest';
import { matchWords } from '../../src/bookings/match-words.ts';
import { sampleBooking, sampleId } from '../support/booking-samples.ts';

describe('a weekday looks', () => {
  const TUESDAYS = ['2026-11-10', '2026-11-17', '2026-11-24', '2026-12-01', '2026-12-08'];
  const WEDNESDAYS = ['2026-11-11', '2026-11-18', '2026-11-25', '2026-12-02'];
  const on = (dates: readonly string[]) =>
    dates.map((date) => sampleBooking({ id: sampleId(0), startsLocal: `${date}T18:00:00` }));
  const match = (dates: readonly string[], words: string, looks: 'ahead' | 'back', today = '2026-11-24') =>
    matchWords(on(dates), words, looks, today).map(({ startsLocal }) => startsLocal.slice(0, 10));

  it('ahead to the coming one, today included', () => {
    expect(match(TUESDAYS, 'tue', 'ahead')).toEqual(['2026-11-24']);
    expect(match(WEDNESDAYS, 'wed', 'ahead')).toEqual(['2026-11-25']);
    expect(match(TUESDAYS, 'tue', 'ahead', '2026-11-25')).toEqual(['2026-12-01']);
  });

  it('back to the latest one, today included', () => {
    expect(match(TUESDAYS, 'tue', 'back')).toEqual(['2026-11-24']);
    expect(match(WEDNESDAYS, 'wed', 'back')).toEqual(['2026-11-18']);
    expect(match(TUESDAYS, 'tue', 'back', '2026-11-23')).toEqual(['2026-11-17']);
  });

  it('to any such weekday where the nearest has no class', () => {
    expect(match(['2026-12-09'], 'wed', 'ahead')).toEqual(['2026-12-09']);
    expect(match(['2026-11-04'], 'wed', 'ahead')).toEqual(['2026-11-04']);
    expect(match(['2026-11-04', '2026-12-02'], 'wed', 'back')).toEqual(['2026-11-04', '2026-12-02']);
  });

  it('at the date in the zone of the class, not in the home zone', () => {
    const tokyo = sampleBooking({ startsLocal: '2026-11-25T07:00:00', zone: 'Asia/Tokyo' });
    expect(matchWords([tokyo], 'wed', 'ahead', '2026-11-24')).toEqual([tokyo]);
    expect(matchWords([tokyo], 'tue', 'ahead', '2026-11-24')).toEqual([]);
  });
});

describe('a day of the year', () => {
  const on = (name: string, date: string) => sampleBooking({ className: name, startsLocal: `${date}T18:00:00` });
  const all = [
    on('Boxing', '2025-12-07'),
    on('Boxing', '2026-12-07'),
    on('Yoga', '2026-12-07'),
    on('Yoga', '2027-05-03'),
  ];
  const match = (words: string) =>
    matchWords(all, words, 'ahead', '2026-11-24').map((each) => `${each.className} ${each.startsLocal.slice(0, 10)}`);

  it.each([
    ['7 dec', ['Boxing 2026-12-07', 'Yoga 2026-12-07']],
    ['dec 7th', ['Boxing 2026-12-07', 'Yoga 2026-12-07']],
    ['7 december yoga', ['Yoga 2026-12-07']],
    ['box dec 7', ['Boxing 2026-12-07']],
    ['3 may', ['Yoga 2027-05-03']],
    ['8 dec', []],
    ['7 dec pilates', []],
    ['32 dec', []],
  ])('%s is the nearest such day', (words, expected) => {
    expect(match(words)).toEqual(expected);
  });

  it('a name that looks like a day is still a name', () => {
    const named = [on('May Flow', '2026-12-09')];
    expect(matchWords(named, 'may', 'ahead', '2026-11-24')).toEqual(named);
  });
});

describe('a clear reference', () => {
  const TODAY = '2026-11-22';
  const at = (name: string, start: string, more: { location?: string | null; instructor?: string | null } = {}) =>
    sampleBooking({
      id: sampleId(0),
      className: name,
      startsLocal: `${start}:00`,
      location: null,
      instructor: null,
      ...more,
    });
  const ALL = [
    at('Pilates', '2026-11-24T10:00', { location: 'Core Lab', instructor: 'Eva' }),
    at('Yoga', '2026-11-26T07:30', { location: 'Studio North', instructor: 'Ana' }),
    at('Spin', '2026-11-27T18:00', { location: 'Velo', instructor: 'Max' }),
    at('Yin Yoga', '2026-11-27T20:00', { location: 'Studio North', instructor: 'Ana' }),
    at('Spin 45', '2026-12-01T18:30', { location: 'Velo', instructor: 'Max' }),
    at('Sunday Stretch', '2026-12-05T09:00', { location: 'Friedrichshain' }),
  ];
  const match = (words: string, looks: 'ahead' | 'back' = 'ahead') =>
    matchWords(ALL, words, looks, TODAY).map(({ className }) => className);

  it.each<[string, ...string[]]>([
    ['spin on friday', 'Spin'],
    ['on friday at 18:00', 'Spin'],
    ['fri 18:00', 'Spin'],
    ['18:00 fri', 'Spin'],
    ['friday 6pm', 'Spin'],
    ['fri 18', 'Spin'],
    ['fri 6 pm', 'Spin'],
    ['fri 27 nov spin', 'Spin'],
    ['fri 27 nov', 'Spin', 'Yin Yoga'],
    ['27 nov 20:00', 'Yin Yoga'],
    ['2026-11-27 20:00', 'Yin Yoga'],
    ['27.11. spin', 'Spin'],
    ['26 nov', 'Yoga'],
    ['26th', 'Yoga'],
    ['thu 26', 'Yoga'],
    ['thu 26 7:30', 'Yoga'],
    ['tue 24 10:00', 'Pilates'],
    ['tue 1', 'Spin 45'],
    ['spin at 18:00', 'Spin'],
    ['spin at 18:30', 'Spin 45'],
    ['spin 6:30', 'Spin 45'],
    ['7:30', 'Yoga'],
    ['fri evening yin', 'Yin Yoga'],
    ['friday night', 'Spin', 'Yin Yoga'],
    ['next week spin'],
    ['this fri 18:00', 'Spin'],
    ['fri 28 nov'],
    ['28 nov'],
    ['fri 19:00'],
    ['tue wed'],
    ['18:00 20:00'],
  ])('a day, a date, a time: %s', (words, ...names) => {
    expect(match(words)).toEqual(names);
  });

  it.each<[string, ...string[]]>([
    ['core', 'Pilates'],
    ['core lab', 'Pilates'],
    ['pilates core', 'Pilates'],
    ['pilates at core lab', 'Pilates'],
    ['velo fri', 'Spin'],
    ['north fri', 'Yin Yoga'],
    ['north', 'Yoga', 'Yin Yoga'],
    ['eva', 'Pilates'],
    ['pilates with eva', 'Pilates'],
    ['max on friday', 'Spin'],
    ['orth'],
    ['pilates velo'],
  ])('a place, an instructor: %s', (words, ...names) => {
    expect(match(words)).toEqual(names);
  });

  it.each<[string, ...string[]]>([
    ['yoga', 'Yoga'],
    ['YOGA', 'Yoga'],
    ['yin yoga', 'Yin Yoga'],
    ['yog', 'Yoga', 'Yin Yoga'],
    ['yoga ana', 'Yoga'],
    ['yoga north', 'Yoga'],
    ['fri yoga', 'Yin Yoga'],
    ['spin', 'Spin'],
    ['spin 45', 'Spin 45'],
    ['spi', 'Spin', 'Spin 45'],
    ['spin max', 'Spin'],
  ])('the exact name wins over a part of one: %s', (words, ...names) => {
    expect(match(words)).toEqual(names);
  });

  it.each<[string, ...string[]]>([
    ['sunday stretch', 'Sunday Stretch'],
    ['sunday', 'Sunday Stretch'],
    ['sat sunday stretch', 'Sunday Stretch'],
    ['stretch sun'],
    // Friedrichshain is no Friday.
    ['fri 9:00'],
    ['fri', 'Spin', 'Yin Yoga'],
  ])('a name that says a day is still a name: %s', (words, ...names) => {
    expect(match(words)).toEqual(names);
  });

  it('a day with two meanings names the bookings of both', () => {
    const all = [at('Spin', '2026-11-27T18:00'), at('Spin', '2026-12-04T18:00')];
    expect(matchWords(all, 'next fri', 'ahead', TODAY)).toEqual(all);
    expect(matchWords(all.slice(1), 'next fri', 'ahead', TODAY)).toEqual(all.slice(1));
    expect(matchWords(all, 'last fri', 'back', '2026-12-04')).toEqual(all.slice(0, 1));
    expect(matchWords(all, 'fri next week', 'ahead', TODAY)).toEqual(all);
    expect(matchWords(all, 'fri next week', 'ahead', '2026-11-24')).toEqual(all.slice(1));
  });

  it('a very long reference is read quickly', () => {
    expect(matchWords(ALL, 'fri 18:00 '.repeat(200), 'ahead', TODAY)).toEqual([ALL[2]]);
    expect(matchWords(ALL, 'next '.repeat(500), 'ahead', TODAY)).toEqual([]);
  });
});
