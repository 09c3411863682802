import { describe, expect, it } from 'vitest';
import { parseTitleMap, replaceSamePatterns } from '../../src/intake/title-map.ts';

describe('a map', () => {
  it.each([
    ['Spin*=type:spin', { type: 'spin' }],
    ['Spin*=type:spin,location:Studio North', { type: 'spin', location: 'Studio North' }],
    ['Spin* = Type: spin , Location: North, 2nd floor', { type: 'spin', location: 'North, 2nd floor' }],
    ['Spin*=name:Spin: the long one,source:velo', { className: 'Spin: the long one', source: 'velo' }],
    ['Spin*=location:a=b:c', { location: 'a=b:c' }],
  ])('%s', (text, fields) => {
    expect(parseTitleMap(text)).toEqual({ text, pattern: 'Spin*', fields });
  });

  it('may have an equals sign in its pattern', () => {
    const text = '1+1=2*=type:maths';
    expect(parseTitleMap(text)).toEqual({ text, pattern: '1+1=2*', fields: { type: 'maths' } });
  });

  it.each(['', 'Spin*', 'Spin*=', '=type:spin', 'Spin*=spin', 'Spin*=colour:red', 'Spin*=type:', 'Spin*=__proto__:x'])(
    'is not “%s”',
    (text) => {
      expect(() => parseTitleMap(text)).toThrow(expect.objectContaining({ code: 'bad_map', kind: 'usage' }));
    },
  );
});

describe('maps in a row', () => {
  it('have each pattern once, the last that was said of it', () => {
    const texts = ['Spin*=type:a', 'Yoga*=type:b', 'SPIN*=location:North', 'Spin=type:c'];
    expect(replaceSamePatterns(texts.map(parseTitleMap)).map(({ text }) => text)).toEqual([
      'SPIN*=location:North',
      'Yoga*=type:b',
      'Spin=type:c',
    ]);
  });
});
