import { describe, expect, it } from 'vitest';
import { buildGoogleLink } from '../../src/calendar/google-link.ts';
import { VINYASA } from './ics-bookings.ts';

const parameters = (link: string) => Object.fromEntries(new URL(link).searchParams);

describe("the link to Google's add-event form", () => {
  it('is one address with everything in it', () => {
    expect(buildGoogleLink(VINYASA)).toBe(
      'https://calendar.google.com/calendar/render?action=TEMPLATE&text=Vinyasa%20Flow' +
        '&dates=20261124T230000Z/20261125T000000Z&ctz=America%2FNew_York' +
        '&details=Instructor%3A%20Ana%0ASource%3A%20classpass&location=Studio%20North',
    );
  });

  it('says any text so that the form reads the same', () => {
    const link = buildGoogleLink({
      ...VINYASA,
      className: 'Spin & Core = 100 % #1 + 🚴',
      location: 'Straße 5/6, "Hof"?',
      instructor: null,
      source: 'manual',
      url: 'https://studio.example/?a=1&b=2',
      notes: 'Mat\nWater',
    });
    expect(link).toMatch(/^[\x21-\x7e]+$/);
    expect(parameters(link)).toEqual({
      action: 'TEMPLATE',
      text: 'Spin & Core = 100 % #1 + 🚴',
      dates: '20261124T230000Z/20261125T000000Z',
      ctz: 'America/New_York',
      details: 'Mat\nWater\n\nhttps://studio.example/?a=1&b=2',
      location: 'Straße 5/6, "Hof"?',
    });
  });

  it('ends the class so many minutes after its start, whatever the clocks do meanwhile', () => {
    const night = { startsLocal: '2026-11-01T00:30:00', startsAt: '2026-11-01T04:30:00.000Z', durationMinutes: 120 };
    expect(parameters(buildGoogleLink({ ...VINYASA, ...night })).dates).toBe('20261101T043000Z/20261101T063000Z');
  });

  it('stays short enough, and whole characters, when the notes are long', () => {
    const { details } = parameters(buildGoogleLink({ ...VINYASA, notes: '🚴'.repeat(5000) }));
    expect(details).toMatch(/🚴…$/u);
    expect([...(details ?? '')]).toHaveLength(1000);
  });

  it('survives half a character', () => {
    expect(parameters(buildGoogleLink({ ...VINYASA, className: 'x\ud83d' })).text).toBe('x\ufffd');
  });
});
