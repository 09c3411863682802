import { describe, expect, it } from 'vitest';
import { describeClass, findClass } from '../../src/bookings/class-reference.ts';
import { command, words } from '../../src/words.ts';
import { sampleClass } from '../support/booking-samples.ts';

const CLASSES = [
  ['a1b2c3d4-0000-4abc-8def-000000000001', 'Yoga', 'North'],
  ['a1b2c3d4-0000-4abc-8def-000000000002', 'Yoga', 'South'],
  ['c3d4e5f6-0000-4abc-8def-000000000003', 'Yoga', null],
  ['d4e5f6a7-0000-4abc-8def-000000000004', 'Spin 45', 'Velo'],
  ['e5f6a7b8-0000-4abc-8def-000000000005', 'spin 45', 'Ring'],
  ['f6a7b8c9-0000-4abc-8def-000000000006', 'Yoga at Dawn', 'Roof'],
  ['a7b8c9d0-0000-4abc-8def-000000000007', 'Café Flow', null],
] as const;
const catalogue = CLASSES.map(([id, name, location]) => sampleClass({ id, name, location }));

const find = (text: string) => describeClass(findClass(catalogue, text));

describe('a class', () => {
  it.each([
    ['Yoga @ North', 'Yoga @ North'],
    ['yoga @south', 'Yoga @ South'],
    ['Yoga at North', 'Yoga @ North'],
    ['Yoga, South', 'Yoga @ South'],
    ['Yoga · North', 'Yoga @ North'],
    ['yo @ nor', 'Yoga @ North'],
    ['Yoga @', 'Yoga'],
    ['Spin 45', 'Spin 45 @ Velo'],
    ['spin 45', 'spin 45 @ Ring'],
    ['Yoga at Dawn', 'Yoga at Dawn @ Roof'],
    ['yoga at d', 'Yoga at Dawn @ Roof'],
    ['Yoga at Dawn at Roof', 'Yoga at Dawn @ Roof'],
    ['cafe\u0301', 'Café Flow'],
    ['c3d4e5f6-0000-4abc-8def-000000000003', 'Yoga'],
    ['c3d4', 'Yoga'],
  ])('is named by “%s”', (text, described) => {
    expect(find(text)).toBe(described);
  });

  it('is found by its description, with any name', () => {
    const named = catalogue.filter(({ location }) => location !== null);
    for (const each of named) expect(findClass(catalogue, describeClass(each))).toBe(each);
  });

  it('is refused where several match, with their places and ids', () => {
    for (const text of ['Yoga', 'yoga', 'yog', 'a1b2c3d4']) {
      expect(() => find(text)).toThrow(expect.objectContaining({ kind: 'refused', code: 'ambiguous_class' }));
    }
    expect(() => find('Yoga')).toThrow(
      /names 3 classes:\n {2}a1b2c3d4 {2}Yoga @ North\n.*Yoga @ South\n.*c3d4e5f6 {2}Yoga$/s,
    );
    expect(() => find('SPIN 45')).toThrow(/Spin 45 @ Velo[\s\S]*spin 45 @ Ring/);
  });

  it('that does not exist is not found, and a near name is suggested', () => {
    for (const text of ['Zumba', '', 'Yoga @ East', 'Zumba @ North', '@ North', 'a1']) {
      expect(() => find(text)).toThrow(expect.objectContaining({ kind: 'not_found', code: 'class_not_found' }));
    }
    expect(() => find('Yogga')).toThrow(
      expect.objectContaining({ hint: words`Did you mean “Yoga”? ${command('classes')} shows them all.` }),
    );
  });
});
