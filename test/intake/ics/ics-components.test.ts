import { describe, expect, it } from 'vitest';
import { cutComponents } from '../../../src/intake/ics/ics-components.ts';

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
      { name: 'VEVENT', line: 3, lines: [{ name: 'UID', text: 'UID:1' }], children: [], method: null, calendar: 1 },
    ]);
  });
});

describe('a description whose line breaks are not escaped', () => {
  const inEvent = (...lines: readonly string[]) => {
    const [event] = cut(['BEGIN:VEVENT', ...lines, 'UID:1', 'END:VEVENT'].join('\n')).events;
    return { ...event, lines: event?.lines.map(({ text }) => text) };
  };

  it.each([
    'Status: cancelled',
    'Location: Hall',
    'Method: CANCEL',
    'Begin: 18:00',
    'End: 19:00',
    'Dtstart: now',
    'BEGIN:18:00',
  ])('goes on in what only looks like a property: %s', (line) => {
    expect(inEvent('DESCRIPTION:Hello', 'Bring a towel.', line, 'bye')).toMatchObject({
      lines: [`DESCRIPTION:Hello\\nBring a towel.\\n${line}\\nbye`, 'UID:1'],
      method: null,
      hasPropertiesInText: true,
    });
  });

  it('goes on so in its very next line', () => {
    expect(inEvent('DESCRIPTION:Hello', 'Status: cancelled').lines).toEqual([
      'DESCRIPTION:Hello\\nStatus: cancelled',
      'UID:1',
    ]);
  });

  it('goes on in words before a colon that are not a property', () => {
    const { lines, hasPropertiesInText } = inEvent(
      'DESCRIPTION:Hello',
      'Zoom: https://zoom.example',
      'https://a.example',
    );
    expect(lines).toEqual(['DESCRIPTION:Hello\\nZoom: https://zoom.example\\nhttps://a.example', 'UID:1']);
    expect(hasPropertiesInText).toBeUndefined();
  });

  it('ends where a property in capitals and without a blank begins; what is text stays text', () => {
    expect(inEvent('DESCRIPTION:Hello', 'Bring a towel.', 'LOCATION:Hall', 'Status: cancelled').lines).toEqual([
      'DESCRIPTION:Hello\\nBring a towel.',
      'LOCATION:Hall',
      'UID:1',
    ]);
    expect(inEvent('DESCRIPTION:Hello', 'a', 'STATUS: CANCELLED', 'X-A:1').lines?.slice(0, 2)).toEqual([
      'DESCRIPTION:Hello\\na\\nSTATUS: CANCELLED',
      'X-A:1',
    ]);
  });

  it('ends where a program has a property of its own, in any case', () => {
    const line = 'X-Apple-Structured-Location;VALUE=URI:geo:52,13';
    expect(inEvent('DESCRIPTION:Hello', 'a', line).lines?.slice(0, 2)).toEqual(['DESCRIPTION:Hello\\na', line]);
    expect(inEvent('DESCRIPTION:Hello', 'a', 'X-ray: at ten').lines?.[0]).toBe('DESCRIPTION:Hello\\na\\nX-ray: at ten');
  });

  it('does not spoil calendars that are written otherwise throughout', () => {
    expect(inEvent('description:Hello', 'location:Hall').lines).toEqual([
      'description:Hello',
      'location:Hall',
      'UID:1',
    ]);
    expect(inEvent('DESCRIPTION: Hello', 'LOCATION: Hall').lines).toEqual([
      'DESCRIPTION: Hello',
      'LOCATION: Hall',
      'UID:1',
    ]);
  });

  it('may be one that nobody wants', () => {
    expect(inEvent('X-ALT-DESC;FMTTYPE=text/html:<p>', 'Hello</p>', 'Status: cancelled').lines).toContain('UID:1');
    expect(inEvent('COMMENT:Hello', 'you', 'Method: CANCEL').method).toBeNull();
  });

  it('ends with its event', () => {
    const text = 'BEGIN:VEVENT\nDESCRIPTION:a\nb\nEND:VEVENT\nBEGIN:VEVENT\nSummary: Spin\nEND:VEVENT';
    expect(linesOf(text)).toEqual([['DESCRIPTION:a\\nb'], ['Summary: Spin']]);
  });
});

describe('a line of quoted-printable text', () => {
  const HEAD = 'DESCRIPTION;ENCODING=QUOTED-PRINTABLE';
  const inEvent = (lines: string) => linesOf(`BEGIN:VEVENT\n${lines}\nUID:1\nEND:VEVENT`)[0];

  it.each([
    [`${HEAD}:R=C3=BCcken=\nfit`, `${HEAD}:R=C3=BCckenfit`],
    [`${HEAD}:a=\n b=\n\tc`, `${HEAD}:a bc`],
    [`${HEAD}:a=\nStatus: b=\nLOCATION:c`, `${HEAD}:aStatus: bLOCATION:c`],
    [`DESCRIPTION;QUOTED-PRINTABLE:a=\nb`, 'DESCRIPTION;QUOTED-PRINTABLE:ab'],
    [`${HEAD}:a=0D=0A=\n`, `${HEAD}:a=0D=0A`],
  ])('goes on after its last =, as it stands: %j', (lines, text) => {
    expect(inEvent(lines)).toEqual([text, 'UID:1']);
  });

  it('does not swallow the end of its event, nor does any other line', () => {
    expect(linesOf(`BEGIN:VEVENT\n${HEAD}:?a=\nEND:VEVENT`)).toEqual([[`${HEAD}:?a`]]);
    expect(inEvent('DESCRIPTION:?a=\nLOCATION:b')).toEqual(['DESCRIPTION:?a=', 'LOCATION:b', 'UID:1']);
  });

  it('that nobody wants does not let its text act', () => {
    const text = 'BEGIN:VEVENT\nC;ENCODING=QUOTED-PRINTABLE:a=\nUID:2\nUID:1\nEND:VEVENT';
    expect(
      cutComponents(text, (name) => name === 'UID').events.map(({ lines }) => lines.map((line) => line.text)),
    ).toEqual([['UID:1']]);
  });
});

describe('components', () => {
  it('are found at any depth, in capitals or not, with or without a calendar', () => {
    expect(linesOf('begin:vevent\nUID:1\nend:vevent')).toEqual([['UID:1']]);
    expect(linesOf('BEGIN:X-A\nBEGIN:X-B\nBEGIN:VEVENT\nUID:1\nEND:VEVENT\nEND:X-B\nEND:X-A')).toEqual([['UID:1']]);
  });

  it('keep the lines of what they hold apart', () => {
    expect(linesOf('BEGIN:VEVENT\nBEGIN:VALARM\nUID:alarm\nEND:VALARM\nUID:1\nEND:VEVENT')).toEqual([['UID:1']]);
    const { calendars } = cut('BEGIN:VTIMEZONE\nTZID:A\nBEGIN:STANDARD\nDTSTART:x\nEND:STANDARD\nEND:VTIMEZONE');
    expect(
      calendars[0]?.timezones[0]?.children.map(({ name, lines }) => [name, lines.map((line) => line.text)]),
    ).toEqual([['STANDARD', ['DTSTART:x']]]);
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

  it('have their own METHOD, which is about no other', () => {
    const one = 'BEGIN:VEVENT\nMETHOD:CANCEL\nBEGIN:VALARM\nMETHOD:REPLY\nEND:VALARM\nEND:VEVENT';
    const methods = (text: string) => cut(text).events.map(({ method }) => method);
    expect(methods(`BEGIN:VCALENDAR\n${one}\nBEGIN:VEVENT\nEND:VEVENT\nEND:VCALENDAR`)).toEqual(['CANCEL', null]);
    expect(methods(`BEGIN:VCALENDAR\nMETHOD:REQUEST\n${one}\nBEGIN:VEVENT\nEND:VEVENT\nEND:VCALENDAR`)).toEqual([
      'CANCEL',
      'REQUEST',
    ]);
    expect(methods('BEGIN:VTODO\nMETHOD:CANCEL\nEND:VTODO\nBEGIN:VEVENT\nEND:VEVENT')).toEqual([null]);
  });

  it('share what is said of their calendar, before or after them, and no other does', () => {
    const events = 'BEGIN:VEVENT\nEND:VEVENT';
    const text = `BEGIN:VCALENDAR\n${events}\nMETHOD:CANCEL\nX-WR-TIMEZONE:Europe/Madrid\nEND:VCALENDAR\nBEGIN:VCALENDAR\n${events}\nEND:VCALENDAR`;
    const { events: found, calendars } = cut(text);
    expect(found.map(({ method, calendar }) => [method, calendars[calendar]?.zone])).toEqual([
      ['CANCEL', 'Europe/Madrid'],
      [null, null],
    ]);
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
