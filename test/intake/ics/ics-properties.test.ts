import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readProperty } from '../../../src/intake/ics/ics-properties.ts';

describe('a content line', () => {
  it('is taken apart into parameters and values', () => {
    expect(readProperty('DTSTART;TZID="Europe/Berlin";X-A=1:20261124T180000')).toEqual({
      params: { tzid: 'Europe/Berlin', 'x-a': '1' },
      values: ['20261124T180000'],
    });
    expect(readProperty('CATEGORIES:yoga,hot\\, humid')).toEqual({ params: {}, values: ['yoga', 'hot, humid'] });
    expect(readProperty('SUMMARY:Spin\\; 45\\nwith Ana')).toEqual({ params: {}, values: ['Spin; 45\nwith Ana'] });
    expect(readProperty('RRULE:FREQ=WEEKLY;BYDAY=MO,TU')).toEqual({
      params: {},
      values: ['FREQ=WEEKLY;BYDAY=MO,TU'],
    });
  });

  it('says the same whether it has parameters that mean nothing or none', () => {
    const name = fc.constantFrom('SUMMARY', 'DESCRIPTION', 'CATEGORIES', 'UID', 'DTSTART', 'RRULE', 'X-NUMINA-CLASS');
    const value = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[a-z:;,="\\ ]*$/));
    fc.assert(
      fc.property(name, value, (property, text) => {
        for (const [head, same] of [
          [property, `${property};X-A=1`],
          [`${property};VALUE=TEXT`, `${property};X-A=1;VALUE=TEXT`],
        ]) {
          expect(readProperty(`${head}:${text}`)?.values).toEqual(readProperty(`${same}:${text}`)?.values);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['DTSTART;TZID=GMT+01:00:20261124T180000', 'GMT+01:00', '20261124T180000'],
    ['DTSTART;TZID=GMT+01:00:2026-11-24T18:00:00', 'GMT+01:00', '2026-11-24T18:00:00'],
    ['DTEND;TZID=tzone://Microsoft/Utc:20261124T180000', 'tzone://Microsoft/Utc', '20261124T180000'],
    ['EXDATE;TZID=UTC+01:00:20261124T180000,20261201T180000', 'UTC+01:00', '20261124T180000,20261201T180000'],
    [
      'DTSTART;X-A=1;TZID=(UTC+01:00) Amsterdam, Berlin, Bern:20261124T180000',
      '(UTC+01:00) Amsterdam, Berlin, Bern',
      '20261124T180000',
    ],
    [
      'DTSTART;TZID=(GMT-08:00) Pacific Time (US & Canada); Tijuana:20261124T180000',
      '(GMT-08:00) Pacific Time (US & Canada); Tijuana',
      '20261124T180000',
    ],
    ['RDATE;VALUE=PERIOD;TZID=A:B:20261124T180000/PT1H', 'A:B', '20261124T180000/PT1H'],
    [
      'DTSTART;TZID="(UTC+01:00) Amsterdam, Berlin":20261124T180000',
      '(UTC+01:00) Amsterdam, Berlin',
      '20261124T180000',
    ],
    ['DTSTART;TZID=Europe/Berlin:later', 'Europe/Berlin', 'later'],
  ])('may have lost the quotation marks of a zone: %s', (line, tzid, value) => {
    expect(readProperty(line)).toMatchObject({ params: { tzid }, values: [value] });
  });

  it('may have lost the quotation marks of an address', () => {
    expect(readProperty('LOCATION;ALTREP=https://studio.example/map:Hall 2')).toEqual({
      params: { altrep: 'https://studio.example/map' },
      values: ['Hall 2'],
    });
    expect(readProperty('URL;VALUE=URI:https://studio.example/a')?.values).toEqual(['https://studio.example/a']);
  });

  it.each([
    ['SUMMARY;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:R=C3=BCcken=20fit', 'Rücken fit'],
    ['SUMMARY;CHARSET=UTF-8;ENCODING=quoted-printable:R=c3=bccken', 'Rücken'],
    ['SUMMARY;QUOTED-PRINTABLE:Halle=202', 'Halle 2'],
    ['SUMMARY;ENCODING=QUOTED-PRINTABLE;CHARSET=ISO-8859-1:R=FCcken', 'Rücken'],
    ['SUMMARY;ENCODING=QUOTED-PRINTABLE:R=FCcken', 'Rücken'],
    ['SUMMARY;ENCODING=QUOTED-PRINTABLE;CHARSET=windows-1251:=C9=EE=E3=E0', 'Йога'],
    ['SUMMARY;ENCODING=QUOTED-PRINTABLE;CHARSET=Shift_JIS:=83=88=83K', 'ヨガ'],
    ['SUMMARY;ENCODING=QUOTED-PRINTABLE:Rücken=20fit', 'Rücken fit'],
    ['SUMMARY;ENCODING=QUOTED-PRINTABLE:a\\, b=3B c', 'a, b; c'],
    ['SUMMARY;ENCODING=QUOTED-PRINTABLE:100 % = all', '100 % = all'],
    ['DESCRIPTION;ENCODING=QUOTED-PRINTABLE:a=0D=0Ab', 'a\r\nb'],
    ['SUMMARY;ENCODING=BASE64:UsO8Y2tlbg==', 'Rücken'],
    ['SUMMARY;BASE64;CHARSET=ISO-8859-1:Uvxja2Vu', 'Rücken'],
    ['SUMMARY;ENCODING=BASE64:not so', 'not so'],
    ['SUMMARY;ENCODING=8BIT:a=20b', 'a=20b'],
    ['SUMMARY;LANGUAGE=de:a=20b', 'a=20b'],
  ])('may be encoded as in vCalendar 1.0: %s', (line, value) => {
    expect(readProperty(line)?.values).toEqual([value]);
  });

  it('is not read without a colon, or with a head that never ends', () => {
    expect(readProperty('SUMMARY')).toBeNull();
    expect(readProperty(`SUMMARY;X-A=${'a'.repeat(6000)}:Spin`)).toBeNull();
  });
});
