import { describe, expect, it } from 'vitest';
import { cutComponents } from '../../src/intake/ics-components.ts';

const cut = (text: string) => cutComponents(text, (name) => name.length > 1);
const linesOf = (text: string) => cut(text).events.map(({ lines }) => lines.map((line) => line.text));

describe('lines', () => {
  it.each([
    ['CRLF', '\r\n'],
    ['LF', '\n'],
    ['CR', '\r'],
    ['CR CR LF', '\r\r\n'],
  ])('end with %s', (_, end) => {
    expect(linesOf(['BEGIN:VEVENT', 'UID:1', 'SUM', ' MARY:A', '\t B', 'END:VEVENT'].join(end))).toEqual([
      ['UID:1', 'SUMMARY:A B'],
    ]);
  });

  it('may be folded anywhere, over empty lines too', () => {
    expect(linesOf('BEGIN:VEVENT\nDESCRIPTION:a\n\n b\n\n\n \n c\nEND:VEVENT')).toEqual([['DESCRIPTION:abc']]);
    expect(linesOf('BEGIN\n :VEVENT\nUID\n :1\nE\n ND:VEVENT')).toEqual([['UID:1']]);
  });

  it('need no end at the end of the file, and a BOM does not count', () => {
    expect(linesOf('\ufeffBEGIN:VEVENT\nUID:1\nEND:VEVENT')).toEqual([['UID:1']]);
  });

  it('without a name go on with a description, and are dropped elsewhere', () => {
    expect(linesOf('BEGIN:VEVENT\nDESCRIPTION:a\nb c\nUID:1\njunk\nEND:VEVENT')).toEqual([
      ['DESCRIPTION:a\\nb c', 'UID:1'],
    ]);
  });

  it('are kept where somebody wants them, and numbered from 1', () => {
    const { events } = cut('BEGIN:VCALENDAR\r\nX:1\r\nBEGIN:VEVENT\r\nA:1\r\nUID:1\r\nEND:VEVENT\r\n');
    expect(events).toEqual([
      { name: 'VEVENT', line: 3, lines: [{ name: 'UID', text: 'UID:1' }], children: [], method: null },
    ]);
  });
});

describe('components', () => {
  it('are found at any depth, in capitals or not, with or without a calendar', () => {
    expect(linesOf('begin:vevent\nUID:1\nend:vevent')).toEqual([['UID:1']]);
    expect(linesOf('BEGIN:X-A\nBEGIN:X-B\nBEGIN:VEVENT\nUID:1\nEND:VEVENT\nEND:X-B\nEND:X-A')).toEqual([['UID:1']]);
  });

  it('keep the lines of what they hold apart', () => {
    expect(linesOf('BEGIN:VEVENT\nBEGIN:VALARM\nUID:alarm\nEND:VALARM\nUID:1\nEND:VEVENT')).toEqual([['UID:1']]);
    const { timezones } = cut('BEGIN:VTIMEZONE\nTZID:A\nBEGIN:STANDARD\nDTSTART:x\nEND:STANDARD\nEND:VTIMEZONE');
    expect(timezones[0]?.children.map(({ name, lines }) => [name, lines.map((line) => line.text)])).toEqual([
      ['STANDARD', ['DTSTART:x']],
    ]);
  });

  it.each([
    ['a missing END', 'BEGIN:VEVENT\nUID:1\nBEGIN:VEVENT\nUID:2\nEND:VEVENT'],
    ['a missing END of an alarm', 'BEGIN:VEVENT\nUID:1\nBEGIN:VALARM\nEND:VEVENT\nBEGIN:VEVENT\nUID:2\nEND:VEVENT'],
    [
      'an END too many',
      'END:VALARM\nBEGIN:VEVENT\nUID:1\nEND:VTODO\nEND:VEVENT\nEND:VEVENT\nBEGIN:VEVENT\nUID:2\nEND:VEVENT',
    ],
    [
      'an END of the calendar only',
      'BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nBEGIN:VTODO\nEND:VTODO\nBEGIN:VEVENT\nUID:2\nEND:VCALENDAR',
    ],
  ])('survive %s', (_, text) => {
    expect(linesOf(text)).toEqual([['UID:1'], ['UID:2']]);
    expect(cut(text).cutOff).toBeNull();
  });

  it('know what the calendar around them is for', () => {
    const text = 'BEGIN:VCALENDAR\nMETHOD:cancel\nBEGIN:VEVENT\nEND:VEVENT\nEND:VCALENDAR\nBEGIN:VEVENT\nEND:VEVENT';
    expect(cut(text).events.map(({ method }) => method)).toEqual(['CANCEL', null]);
  });

  it('may be cut off by the end of the file', () => {
    const { events, cutOff } = cut('BEGIN:VEVENT\nUID:1\nEND:VEVENT\nBEGIN:VEVENT\nBEGIN:VALARM\nUID');
    expect([events.length, cutOff?.line]).toEqual([1, 4]);
  });

  it.each([
    ['BEGIN:VCALENDAR', true],
    ['BEGIN:VTODO\nEND:VTODO', true],
    ['BEGIN:VCARD\nEND:VCARD', false],
    ['BEGIN:MYCOMP', false],
    ['BEGIN VCALENDAR', false],
  ])('%j makes a calendar: %s', (text, isCalendar) => {
    expect(cut(text).isCalendar).toBe(isCalendar);
  });
});
