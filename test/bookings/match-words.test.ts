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

  it('back to the one just gone, today included', () => {
    expect(match(TUESDAYS, 'tue', 'back')).toEqual(['2026-11-24']);
    expect(match(WEDNESDAYS, 'wed', 'back')).toEqual(['2026-11-18']);
    expect(match(TUESDAYS, 'tue', 'back', '2026-11-23')).toEqual(['2026-11-17']);
  });

  it('to any other where there is none on the nearest', () => {
    expect(match(['2026-12-09'], 'wed', 'ahead')).toEqual(['2026-12-09']);
    expect(match(['2026-11-04'], 'wed', 'ahead')).toEqual(['2026-11-04']);
    expect(match(['2026-11-04', '2026-12-02'], 'wed', 'back')).toEqual(['2026-11-04', '2026-12-02']);
  });

  it('on the day of the class where it is held, not at home', () => {
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
