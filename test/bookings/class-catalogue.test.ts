import { describe, expect, it } from 'vitest';
import { findClassToBook, findExactClass, listAlikeClasses } from '../../src/bookings/class-catalogue.ts';
import { nameKey } from '../../src/bookings/name-key.ts';
import { sampleClass } from '../support/booking-samples.ts';

/** Classes named `name @ place`, or `name` for no place. */
function catalogue(...names: readonly string[]) {
  return names.map((text) => {
    const [name = '', location = null] = text.split(' @ ');
    return sampleClass({ id: text, name, location });
  });
}

interface Typed {
  readonly name: string;
  readonly at?: string | null;
  readonly isNew?: boolean;
}

/** The id of the class found, `new` or `new, near …`. */
function find(classes: ReturnType<typeof catalogue>, { name, at, isNew = false }: Typed): string {
  const { known, near } = findClassToBook(classes, name, at, isNew);
  return known?.id ?? (near === null ? 'new' : `new, near ${near}`);
}

describe('a typed class name', () => {
  const classes = catalogue('Vinyasa Flow', 'Vinyasa', 'vinyasa slow', 'Spin 45', 'Yoga @ North', 'Yoga @ South');

  it.each<[Typed, string]>([
    [{ name: 'Spin 45' }, 'Spin 45'],
    [{ name: 'spin 45' }, 'Spin 45'],
    [{ name: 'sp' }, 'Spin 45'],
    [{ name: 'Vinyasa' }, 'Vinyasa'],
    [{ name: 'VINYASA' }, 'Vinyasa'],
    [{ name: 'vinyasa f' }, 'Vinyasa Flow'],
    [{ name: 'Yoga', at: 'North' }, 'Yoga @ North'],
    [{ name: 'yo', at: 'south' }, 'Yoga @ South'],
  ])('%j is %s', (typed, id) => {
    expect(find(classes, typed)).toBe(id);
  });

  it.each<[Typed, string]>([
    [{ name: 'Boxing' }, 'new'],
    [{ name: 'Yoga', at: 'East' }, 'new'],
    [{ name: 'Yoga', at: null }, 'new'],
    [{ name: 'Spin 45', at: 'East' }, 'new'],
  ])('%j is a new class', (typed, outcome) => {
    expect(find(classes, typed)).toBe(outcome);
  });

  it('that begins several names is a new one, and the nearest is suggested', () => {
    expect(find(classes, { name: 'Vin' })).toBe('new, near Vinyasa Flow');
  });

  it('that is nearly a known one is a new one, and the nearest is suggested', () => {
    expect(find(classes, { name: 'Vinyassa' })).toBe('new, near Vinyasa');
    expect(find(classes, { name: 'Spni 45' })).toBe('new, near Spin 45');
    expect(find(classes, { name: 'Spin 90' })).toBe('new, near Spin 45');
  });

  it('known at several places needs the place, and the message names them', () => {
    for (const name of ['Yoga', 'yoga', 'yo']) {
      expect(() => find(classes, { name })).toThrow(
        expect.objectContaining({
          kind: 'usage',
          code: 'place_missing',
          message: 'Yoga is known at 2 places: North, South.',
        }),
      );
    }
  });

  it('in its exact case comes before the same name in another case', () => {
    const both = catalogue('yoga @ North', 'Yoga @ South');
    expect(find(both, { name: 'Yoga' })).toBe('Yoga @ South');
    expect(find(both, { name: 'yoga' })).toBe('yoga @ North');
    expect(() => find(both, { name: 'YOGA' })).toThrow(expect.objectContaining({ code: 'place_missing' }));
  });

  it('is the same in every Unicode form, in every script', () => {
    const classes = catalogue('Caf\u00e9 Yoga', 'ЙОГА', 'Straße');
    expect(find(classes, { name: 'cafe\u0301 yoga' })).toBe('Caf\u00e9 Yoga');
    expect(find(classes, { name: 'CAFE\u0301' })).toBe('Caf\u00e9 Yoga');
    expect(find(classes, { name: 'йога' })).toBe('ЙОГА');
    expect(find(classes, { name: 'Cafe\u0301 Yoga', at: null })).toBe('Caf\u00e9 Yoga');
    expect(nameKey('Cafe\u0301')).toBe(nameKey('CAF\u00c9'));
  });

  it('is folded as people write in other languages', () => {
    const classes = catalogue('İnce Yoga', 'Straße', 'ΓΙΟΓΚΑΣ');
    expect(find(classes, { name: 'ince' })).toBe('İnce Yoga');
    expect(find(classes, { name: 'INCE YOGA' })).toBe('İnce Yoga');
    expect(find(classes, { name: 'strasse' })).toBe('Straße');
    expect(find(classes, { name: 'γιογκας' })).toBe('ΓΙΟΓΚΑΣ');
  });

  it('of several classes at one place that differ in case is refused unless it is exact', () => {
    const both = catalogue('İnce Yoga @ North', 'ince yoga @ North', 'Ince Yoga @ South');
    expect(find(both, { name: 'ince yoga' })).toBe('ince yoga @ North');
    expect(find(both, { name: 'INCE YOGA', at: 'South' })).toBe('Ince Yoga @ South');
    expect(() => find(both, { name: 'INCE YOGA', at: 'north' })).toThrow(
      expect.objectContaining({
        kind: 'refused',
        code: 'alike_classes',
        message: '2 classes have that name: İnce Yoga @ North, ince yoga @ North.',
      }),
    );
    expect(listAlikeClasses(both).map((group) => group.map(({ id }) => id))).toEqual([
      ['İnce Yoga @ North', 'ince yoga @ North'],
    ]);
    expect(listAlikeClasses(catalogue('Yoga @ North', 'Yoga @ South', 'Für', 'Fur'))).toEqual([]);
  });

  it('finds nothing in an empty catalogue', () => {
    expect(find([], { name: 'Yoga' })).toBe('new');
  });
});

describe('--new', () => {
  const classes = catalogue('Vinyasa Flow', 'Yoga @ North', 'Yoga @ South');

  it('makes a new class even if the name resembles a known one', () => {
    expect(find(classes, { name: 'Vin', isNew: true })).toBe('new');
    expect(find(classes, { name: 'vinyasa flow', isNew: true })).toBe('new');
    expect(find(classes, { name: 'Yoga', isNew: true })).toBe('new');
  });

  it('uses a class with exactly this name and place, but none of its values', () => {
    expect(findClassToBook(classes, 'Yoga', 'North', true)).toEqual({ known: classes[1], lends: false, near: null });
  });
});

describe('an import', () => {
  const classes = catalogue('Yoga @ North', 'Yoga');

  it('matches name and place exactly', () => {
    expect(findExactClass(classes, 'Yoga', 'North')?.id).toBe('Yoga @ North');
    expect(findExactClass(classes, 'Yoga', null)?.id).toBe('Yoga');
    expect(findExactClass(classes, 'yoga', 'North')).toBeNull();
    expect(findExactClass(classes, 'Yo', null)).toBeNull();
    expect(findExactClass(classes, 'Yoga', 'South')).toBeNull();
  });
});
