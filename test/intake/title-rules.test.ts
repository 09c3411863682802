import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyTitleRules, matchesTitle, parseTitleMap, type TitleRules } from '../../src/intake/title-rules.ts';
import { event, readEvents } from './ics-samples.ts';

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

describe('a map', () => {
  it.each([
    ['Spin*=type:spin', { type: 'spin' }],
    ['Spin*=type:spin,location:Studio North', { type: 'spin', location: 'Studio North' }],
    ['Spin* = Type: spin , Location: North, 2nd floor', { type: 'spin', location: 'North, 2nd floor' }],
    ['Spin*=name:Spin: the long one,source:velo', { className: 'Spin: the long one', source: 'velo' }],
    ['Spin*=location:a=b:c', { location: 'a=b:c' }],
  ])('%s', (text, fields) => {
    expect(parseTitleMap(text)).toEqual({ pattern: 'Spin*', fields });
  });

  it('may have an equals sign in its pattern', () => {
    expect(parseTitleMap('1+1=2*=type:maths')).toEqual({ pattern: '1+1=2*', fields: { type: 'maths' } });
  });

  it.each(['', 'Spin*', 'Spin*=', '=type:spin', 'Spin*=spin', 'Spin*=colour:red', 'Spin*=type:', 'Spin*=__proto__:x'])(
    'is not “%s”',
    (text) => {
      expect(() => parseTitleMap(text)).toThrow(expect.objectContaining({ code: 'bad_map', kind: 'usage' }));
    },
  );
});

describe('the rules', () => {
  const CALENDAR = readEvents([
    event('UID:s', 'SUMMARY:Spin 45'),
    event('UID:y', 'SUMMARY:Hot Yoga', 'LOCATION:Studio North'),
    event('UID:d', 'SUMMARY:Dentist', 'RRULE:FREQ=WEEKLY;COUNT=3'),
  ]);
  const apply = (rules: Partial<TitleRules>) => applyTitleRules(CALENDAR, { only: [], skip: [], maps: [], ...rules });
  const titles = (rules: Partial<TitleRules>) => apply(rules).bookings.map(({ className }) => className);

  it('change nothing where there are none', () => {
    expect(apply({})).toEqual(CALENDAR);
  });

  it('pick, and give a reason once for each event', () => {
    expect(titles({ only: ['spin*', '*yoga'] })).toEqual(['Spin 45', 'Hot Yoga']);
    expect(titles({ skip: ['dentist'] })).toEqual(['Spin 45', 'Hot Yoga']);
    expect(titles({ only: ['*o*'], skip: ['*o*'] })).toEqual([]);
    expect(apply({ only: ['spin*'], skip: ['dent*'] }).skipped).toMatchObject([
      { uid: 'y', reason: 'Its title matches no --only.' },
      { uid: 'd', reason: 'Its title matches --skip dent*.' },
    ]);
  });

  it('complete, the later over the earlier, without changing by what an event is known', () => {
    const maps = ['*=type:any,instructor:Ana', 'Spin*=type:spin,name:Spin'].map(parseTitleMap);
    const [spin, yoga] = apply({ maps }).bookings;
    expect(spin).toMatchObject({ className: 'Spin', type: 'spin', instructor: 'Ana', location: null });
    expect(yoga).toMatchObject({ className: 'Hot Yoga', type: 'any', instructor: 'Ana', location: 'Studio North' });
    expect(spin?.identity).toEqual(CALENDAR.bookings[0]?.identity);
  });
});
