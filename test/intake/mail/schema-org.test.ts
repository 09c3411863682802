import { describe, expect, it } from 'vitest';
import { findMarked } from '../../../src/intake/mail/schema-org.ts';

const RESERVATION = {
  '@type': 'EventReservation',
  reservationNumber: 'SB-9',
  reservationFor: {
    '@type': 'Event',
    name: 'Barre',
    startDate: '2026-12-06T11:00:00-05:00',
    location: { name: 'Studio' },
  },
};
const script = (value: unknown) =>
  `<script type="application/ld+json">${typeof value === 'string' ? value : JSON.stringify(value)}</script>`;
const BARRE = {
  className: 'Barre',
  startDate: '2026-12-06T11:00:00-05:00',
  location: 'Studio',
  reservationNumber: 'SB-9',
  status: 'booked',
};

describe('the markup of a mail', () => {
  it.each([
    ['JSON-LD', script(RESERVATION)],
    ['a list of it', script([{ '@type': 'Organization' }, RESERVATION])],
    ['a graph', script({ '@graph': [RESERVATION] })],
    [
      'microdata',
      `<div itemscope itemtype="http://schema.org/EventReservation"><meta itemprop="reservationNumber" content="SB-9">
       <div itemprop="reservationFor" itemscope itemtype="http://schema.org/Event"><span itemprop="name">Barre</span>
       <time itemprop="startDate" datetime="2026-12-06T11:00:00-05:00">Sunday</time>
       <div itemprop="location" itemscope itemtype="http://schema.org/Place"><b itemprop="name">Studio</b></div></div></div>`,
    ],
  ])('is read as %s', (_, html) => {
    expect(findMarked(html)).toMatchObject([BARRE]);
  });

  it('says that a reservation is cancelled, or waits', () => {
    const statusOf = (reservationStatus: string) =>
      findMarked(script({ ...RESERVATION, reservationStatus }))[0]?.status;
    expect(statusOf('http://schema.org/ReservationCancelled')).toBe('cancelled');
    expect(statusOf('https://schema.org/Cancelled')).toBe('cancelled');
    expect(statusOf('http://schema.org/ReservationPending')).toBe('waitlisted');
    expect(statusOf('http://schema.org/ReservationConfirmed')).toBe('booked');
  });

  it('is not a booking where it is broken, of something else, or without a start', () => {
    expect(findMarked(script('{"@type": "EventReservation", '))).toEqual([]);
    expect(findMarked(script({ '@type': 'FlightReservation', reservationFor: RESERVATION.reservationFor }))).toEqual(
      [],
    );
    expect(findMarked(script({ ...RESERVATION, reservationFor: { name: 'Barre' } }))).toEqual([]);
    expect(findMarked(script({ '@type': 'Event', name: 'Barre', startDate: '2026-12-06T11:00' }))).toEqual([]);
  });

  it('is given up where it is too large or too deep, without a fault', () => {
    let deep: unknown = RESERVATION;
    for (let depth = 0; depth < 500; depth += 1) deep = [deep];
    expect(findMarked(script(deep))).toEqual([]);
    expect(findMarked(script(`{"x":"${'y'.repeat(300_000)}"}`))).toEqual([]);
    expect(findMarked('<div itemscope>'.repeat(20_000))).toEqual([]);
  });
});
