import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitClassAndWhen } from '../../src/bookings/class-and-when.ts';
import { isTimeWord, timeKindOf } from '../../src/time/time-words.ts';

const SUNDAY = { now: new Date('2026-11-22T09:00:00Z'), nowLocal: '2026-11-22T09:00:00' };
const KNOWN = ['Spin 45', 'Yoga', 'Yin Yoga', 'Vinyasa Flow', 'Yoga Fri'];

function split(words: readonly string[], known: readonly string[] = KNOWN) {
  const classes = known.map((name) => ({ name }));
  return splitClassAndWhen(words, classes, (text) => timeKindOf(text, SUNDAY), isTimeWord);
}

describe('a line that names a class and a time', () => {
  it.each<[line: string, name: string, when: string | undefined]>([
    ['Yoga tomorrow 18:00', 'Yoga', 'tomorrow 18:00'],
    ['Spin 45 tomorrow 18:00', 'Spin 45', 'tomorrow 18:00'],
    ['spin 45 18:00', 'spin 45', '18:00'],
    ['Spin 45', 'Spin 45', undefined],
    ['vinyasa flow thu 1830', 'vinyasa flow', 'thu 1830'],
    ['vin fri 7:30', 'vin', 'fri 7:30'],
    ['yin yoga next thu', 'yin yoga', 'next thu'],
    ['Hot Stone Yoga tomorrow 18:00', 'Hot Stone Yoga', 'tomorrow 18:00'],
    ['Body 6 tue 18:00', 'Body 6', 'tue 18:00'],
    ['Boxing tue 24 18:00', 'Boxing', 'tue 24 18:00'],
    ['Boxing 2026-12-01T18:00', 'Boxing', '2026-12-01T18:00'],
    ['Boxing in 2 hours', 'Boxing', 'in 2 hours'],
    ['Boxing 18:00', 'Boxing', '18:00'],
  ])('%j is %j at %j, in words and as one text', async (line, name, when) => {
    expect(await split(line.split(' '))).toEqual({ name, when });
    expect(await split([line])).toEqual({ name, when });
  });

  it('with a name in quotes ends the name there', async () => {
    expect(await split(['Yoga tomorrow', '18:00'])).toEqual({ name: 'Yoga tomorrow', when: '18:00' });
    expect(await split(['Hot Yoga', 'tomorrow', '18:00'])).toEqual({ name: 'Hot Yoga', when: 'tomorrow 18:00' });
    expect(await split(['Hot Yoga'])).toEqual({ name: 'Hot Yoga', when: undefined });
  });

  it.each<[line: string, name: string, when: string]>([
    ['Yoga tomorow 18:00', 'Yoga', 'tomorow 18:00'],
    ['Barre tomorow 18:00', 'Barre', 'tomorow 18:00'],
    ['Barre tomorow fri 18:00', 'Barre', 'tomorow fri 18:00'],
    ['Barre morgen 18:00', 'Barre', 'morgen 18:00'],
    ['Barre friday next tuesdy 18:00', 'Barre', 'friday next tuesdy 18:00'],
    ['Spin 45 tomorow 18:00', 'Spin 45', 'tomorow 18:00'],
    ['Barre thu 6 for two', 'Barre', 'thu 6 for two'],
  ])('with a misspelt time word is not a longer name: %j', async (line, name, when) => {
    expect(await split(line.split(' '))).toEqual({ name, when });
  });

  it('with only a time has no class', async () => {
    expect(await split(['tomorrow', '18:00'])).toEqual({ name: undefined, when: 'tomorrow 18:00' });
    expect(await split(['tomorrow 18:00'])).toEqual({ name: undefined, when: 'tomorrow 18:00' });
  });

  it('that fits two known classes is refused with both', async () => {
    await expect(split(['Yoga', 'Fri', '18:00'])).rejects.toMatchObject({
      code: 'class_uncertain',
      message: 'That could be “Yoga” at “Fri 18:00” or “Yoga Fri” at “18:00”.',
    });
  });

  it('that fits a whole name and also its beginning is refused with both', async () => {
    await expect(split(['Pump', 'Sat', '9:00'], ['Pump Sat'])).rejects.toMatchObject({ code: 'class_uncertain' });
    expect(await split(['Pump', 'Sat', '9:00'], ['Pump', 'Pump Saturday Special'])).toEqual({
      name: 'Pump',
      when: 'Sat 9:00',
    });
  });

  it('keeps all of its words, in the name or in the time', async () => {
    const words = fc.constantFrom(...'Yoga Spin 45 Hot Fri tomorrow 18:00 tue 24 next tomorow for 7pm Flow'.split(' '));
    await fc.assert(
      fc.asyncProperty(fc.array(words, { minLength: 1, maxLength: 6 }), async (line) => {
        const found = await split(line).catch(() => null);
        if (found) expect([found.name, found.when].filter((part) => part !== undefined).join(' ')).toBe(line.join(' '));
      }),
    );
  });
});
