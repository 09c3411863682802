import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTitleMap } from '../../src/intake/title-map.ts';
import { applyTitleRules, matchesTitle, type TitleRules } from '../../src/intake/title-rules.ts';
import { field, words } from '../../src/words.ts';
import { event, readEvents } from './ics/ics-samples.ts';

describe('a pattern', () => {
  it.each([
    ['Spin*', 'Spin 45', true],
    ['spin*', 'SPIN', true],
    ['Spin', 'Spin 45', false],
    ['*yoga', 'Hot Yoga', true],
    ['*yoga', 'Yoga Nidra', false],
    ['*o*o*', 'Yoga', false],
    ['*o*o*', 'Hot Yoga', true],
    ['a*a', 'a', false],
    ['a*a', 'aa', true],
    ['ab*ba', 'aba', false],
    ['*', '', true],
    ['**', 'Yoga', true],
    ['Yoga (60)', 'Yoga (60)', true],
    ['Yog.', 'Yoga', false],
    ['ÜBUNG*', 'übung 1', true],
  ])('%s on %s: %s', (pattern, title, matches) => {
    expect(matchesTitle(pattern, title)).toBe(matches);
  });

  it('matches as a regular expression would', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 8 });
    fc.assert(
      fc.property(text, text, (pattern, drawn) => {
        const title = drawn.replaceAll('*', 'c');
        expect(matchesTitle(pattern, title)).toBe(new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(title));
      }),
    );
  });
});

describe('the rules', () => {
  const CALENDAR = readEvents([
    event('UID:s', 'SUMMARY:Spin 45'),
    event('UID:y', 'SUMMARY:Hot Yoga', 'LOCATION:Studio North'),
    event('UID:d', 'SUMMARY:Dentist', 'RRULE:FREQ=WEEKLY;COUNT=3'),
  ]);
  const NONE: TitleRules = { only: [], skip: [], maps: [], standing: [] };
  const apply = (rules: Partial<TitleRules>) => applyTitleRules(CALENDAR, { ...NONE, ...rules });
  const titles = (rules: Partial<TitleRules>) => apply(rules).bookings.map(({ className }) => className);

  it('change nothing where there are none', () => {
    expect(apply({})).toEqual(CALENDAR);
  });

  it('pick, and give a reason once for each event', () => {
    expect(titles({ only: ['spin*', '*yoga'] })).toEqual(['Spin 45', 'Hot Yoga']);
    expect(titles({ skip: ['dentist'] })).toEqual(['Spin 45', 'Hot Yoga']);
    expect(titles({ only: ['*o*'], skip: ['*o*'] })).toEqual([]);
    expect(apply({ only: ['spin*'], skip: ['dent*'] }).skipped).toMatchObject([
      { uid: 'y', reason: words`The title matches no ${field('only')}.` },
      { uid: 'd', reason: words`The title matches ${field('skip')} dent*.` },
    ]);
  });

  it('complete, the later over the earlier, without changing by what an event is known', () => {
    const maps = ['*=type:any,instructor:Ana', 'Spin*=type:spin,name:Spin'].map(parseTitleMap);
    const [spin, yoga] = apply({ maps }).bookings;
    expect(spin).toMatchObject({ className: 'Spin', type: 'spin', instructor: 'Ana', location: null });
    expect(yoga).toMatchObject({ className: 'Hot Yoga', type: 'any', instructor: 'Ana', location: 'Studio North' });
    expect(spin?.identity).toEqual(CALENDAR.bookings[0]?.identity);
  });

  it('of the settings come before those of the command', () => {
    const standing = ['*=type:any,instructor:Ana', 'Spin*=type:spin'].map(parseTitleMap);
    const maps = ['*spin*=type:cycling'].map(parseTitleMap);
    expect(apply({ standing, maps }).bookings).toMatchObject([
      { type: 'cycling', instructor: 'Ana' },
      { type: 'any', instructor: 'Ana' },
      {},
      {},
      {},
    ]);
  });

  it('count where they stand once they are saved', () => {
    const standing = ['*=type:any', 'Spin*=type:spin'].map(parseTitleMap);
    expect(apply({ standing, maps: standing.slice(0, 1) }).bookings[0]).toMatchObject({ type: 'spin' });
  });

  it('of the settings leave alone what numina itself has written, those of the command do not', () => {
    const own = readEvents([event('UID:00000000-0000-4000-8000-000000000001@numina', 'SUMMARY:Spin 45')]);
    const maps = [parseTitleMap('Spin*=type:spin')];
    expect(applyTitleRules(own, { ...NONE, standing: maps })).toEqual(own);
    expect(applyTitleRules(own, { ...NONE, standing: maps, maps }).bookings).toMatchObject([{ type: 'spin' }]);
  });
});
