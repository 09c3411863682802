import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadFormats } from '../../../src/intake/mail/load-formats.ts';
import { openMail } from '../../../src/intake/mail/open-mail.ts';
import { readMail } from '../../../src/intake/mail/read-mail.ts';
import { mailOf } from './mail-samples.ts';

// Mails in the forms that providers send, in other words than those of the corpus: what each is read as, and that what
// is not a booking never becomes one.

const FORMATS = loadFormats(null);

/** `KIND CLASS|START|MINUTES|PLACE|TEACHER|STATUS`, with the number of classes where there are several. */
async function read(mail: Buffer): Promise<string> {
  const { kind, bookings, reason } = readMail((await openMail(mail)).mail, FORMATS);
  const [first] = bookings;
  if (!first) return reason === null ? kind : 'none';
  const offset = first.offsetMinutes === null ? '' : ` UTC${first.offsetMinutes / 60}`;
  const fields = [
    first.className,
    first.local + offset,
    first.durationMinutes,
    first.location,
    first.instructor,
    first.status,
  ];
  const line = `${kind} ${fields.map((field) => field ?? '').join('|')}`;
  return bookings.length === 1 ? line : `${line} ×${bookings.length}`;
}

/** Sender, subject, day on which it was written, body, and what it is read as. */
const MAILS: readonly (readonly [from: string, subject: string, date: string, body: string, expected: string])[] = [
  [
    'ClassPass <team@info.classpass.com>',
    'Your reservation at Lumen Loft was canceled',
    '2026-11-23',
    '<p>Hi Alex,</p><p>Your reservation has been canceled.</p><p><b>Sunrise Vinyasa</b></p><p>Thursday, November 26, 2026 • 6:00 PM - 7:00 PM</p><p>Lumen Loft<br>9 Sample St</p><p>Looking for something else? Popular near you:</p><p><b>HIIT</b><br>Friday, November 27, 2026 • 12:15 PM - 12:45 PM</p>',
    'cancelled Sunrise Vinyasa|2026-11-26T18:00:00|60|Lumen Loft||cancelled',
  ],
  [
    'ClassPass <team@info.classpass.com>',
    "You're off the waitlist! Power Ride 45 at Spoke & Sprocket",
    '2026-11-23',
    "<p>Good news, Alex! You've been added to the class below.</p><p><b>Power Ride 45</b></p><p>Tuesday, November 24, 2026 • 6:00 AM - 6:45 AM</p><p>Spoke & Sprocket<br>1717 Sample Blvd</p>",
    'promoted Power Ride 45|2026-11-24T06:00:00|45|Spoke & Sprocket||booked',
  ],
  [
    'Studio <Business1@mindbodyonline.com>',
    'Your class has been cancelled',
    '2026-11-23',
    '<p>Hi Alex,</p><p>Unfortunately the following class has been cancelled by the studio:</p><p><b>Slow Flow & Restore</b><br>Maren Holloway<br>8:00 AM, Sunday, 11/29/2026<br>Harbor & Pine Yoga</p><p>We hope to see you in one of these instead:</p><p>Yin, 10:00 AM, Sunday, 11/29/2026</p>',
    'cancelled Slow Flow & Restore|2026-11-29T08:00:00||Harbor & Pine Yoga|Maren Holloway|cancelled',
  ],
  [
    'Studio <Business1@mindbodyonline.com>',
    "You've been added to the waitlist",
    '2026-11-23',
    '<p>Hi Alex,</p><p>You are on the wait list for:</p><p><b>Reformer Basics</b><br>with Tobias Lindqvist<br>Thursday, November 26, 2026 at 5:45 PM<br>Kettle Row Pilates - Midtown</p><p>We will let you know if a spot opens up.</p>',
    'waitlisted Reformer Basics|2026-11-26T17:45:00||Kettle Row Pilates - Midtown|Tobias Lindqvist|waitlisted',
  ],
  [
    'Urban Sports Club <no-reply@urbansportsclub.com>',
    'Stornierung: Bouldern für Einsteiger',
    '2026-11-28',
    '<p>Hallo Jonas,</p><p>deine Buchung wurde storniert.</p><table><tr><td>Kurs</td><td>Bouldern für Einsteiger</td></tr><tr><td>Standort</td><td>Kletterhalle Nordlicht</td></tr><tr><td>Datum</td><td>Dienstag, 01.12.2026</td></tr><tr><td>Uhrzeit</td><td>19:00 - 20:30 Uhr</td></tr></table>',
    'cancelled Bouldern für Einsteiger|2026-12-01T19:00:00|90|Kletterhalle Nordlicht||cancelled',
  ],
  [
    'Urban Sports Club <no-reply@urbansportsclub.com>',
    'Confirmation de réservation : Yoga Doux',
    '2026-11-28',
    "<p>Bonjour Camille,</p><p>Votre réservation est confirmée !</p><table><tr><td>Cours</td><td>Yoga Doux</td></tr><tr><td>Lieu</td><td>Studio Lumière</td></tr><tr><td>Date</td><td>mardi 1er décembre 2026</td></tr><tr><td>Heure</td><td>18h30 - 19h45</td></tr></table><p>Annulation gratuite jusqu'au 30 novembre 2026 à 18h30.</p>",
    'confirmed Yoga Doux|2026-12-01T18:30:00|75|Studio Lumière||booked',
  ],
  [
    'Urban Sports Club <no-reply@urbansportsclub.com>',
    'Confirmación de reserva: Pilates Suelo',
    '2026-11-28',
    '<p>Hola Lucía,</p><p>¡Tu clase está reservada!</p><table><tr><td>Clase</td><td>Pilates Suelo</td></tr><tr><td>Centro</td><td>Estudio Norte</td></tr><tr><td>Fecha</td><td>viernes, 4 de diciembre de 2026</td></tr><tr><td>Hora</td><td>19:00 - 20:00</td></tr></table><p>Puedes cancelar gratis hasta el 3 de diciembre de 2026 a las 19:00.</p>',
    'confirmed Pilates Suelo|2026-12-04T19:00:00|60|Estudio Norte||booked',
  ],
  [
    'Urban Sports Club <no-reply@urbansportsclub.com>',
    'Conferma di prenotazione: Yoga Dinamico',
    '2026-11-28',
    '<p>Ciao Giulia,</p><p>La tua prenotazione è confermata.</p><p>Corso: Yoga Dinamico<br>Sede: Studio Aurora<br>Data: mercoledì 2 dicembre 2026<br>Orario: 18:30 - 19:30<br>Istruttore: Marco Bianchi</p>',
    'confirmed Yoga Dinamico|2026-12-02T18:30:00|60|Studio Aurora|Marco Bianchi|booked',
  ],
  [
    'Urban Sports Club <no-reply@urbansportsclub.com>',
    'Boekingsbevestiging: Krachttraining',
    '2026-11-28',
    '<p>Hoi Sanne,</p><p>Je les is geboekt!</p><p>Les: Krachttraining<br>Locatie: Sportschool Noord<br>Datum: donderdag 3 december 2026<br>Tijd: 20:00 - 21:00 uur</p><p>Kosteloos annuleren tot 2 december 2026 20:00.</p>',
    'confirmed Krachttraining|2026-12-03T20:00:00|60|Sportschool Noord||booked',
  ],
  [
    'Urban Sports Club <no-reply@urbansportsclub.com>',
    'Confirmação de reserva: Funcional',
    '2026-11-28',
    '<p>Olá Ana,</p><p>A sua reserva foi confirmada.</p><p>Aula: Funcional<br>Local: Estúdio Sul<br>Data: sexta-feira, 4 de dezembro de 2026<br>Horário: 18:00 - 19:00</p>',
    'confirmed Funcional|2026-12-04T18:00:00|60|Estúdio Sul||booked',
  ],
  [
    'Yogascheune via Eversports <no-reply@eversports.com>',
    'Deine Anmeldung bei Yogascheune Linden',
    '2026-11-23',
    '<h2>Deine Anmeldung</h2><p>Hi Jonas, hier findest du nochmal alle Informationen zusammengefasst.</p><p><b>Yogakurs für Anfänger</b></p><p>Reserviert am 23.11.2026 18:33 Uhr</p><p>Termine:</p><p>01.12.2026 18:00 - 19:30 Uhr</p><p>08.12.2026 18:00 - 19:30 Uhr</p><p>15.12.2026 18:00 - 19:30 Uhr</p><table><tr><td>Trainer</td><td>Annika Vogt</td></tr><tr><td>Ort</td><td>Yogascheune Linden</td></tr></table>',
    'confirmed Yogakurs für Anfänger|2026-12-01T18:00:00|90|Yogascheune Linden|Annika Vogt|booked ×3',
  ],
  [
    'Yogascheune via Eversports <no-reply@eversports.com>',
    'Dein Kauf bei Yogascheune Linden',
    '2026-11-23',
    '<p>Danke für deinen Kauf. 10er-Karte, gekauft am 23.11.2026 18:33 Uhr. Gesamtbetrag 120 €</p>',
    'none',
  ],
  [
    'Yogascheune via Eversports <no-reply@eversports.com>',
    'Stornierung deiner Anmeldung bei Yogascheune Linden',
    '2026-11-23',
    '<p>Hi Jonas,</p><p>deine Anmeldung wurde storniert.</p><p><b>Yin Yoga</b></p><table><tr><td>Datum</td><td>27.11.2026 20:15 - 21:30 Uhr</td></tr><tr><td>Ort</td><td>Yogascheune Linden</td></tr></table>',
    'cancelled Yin Yoga|2026-11-27T20:15:00|75|Yogascheune Linden||cancelled',
  ],
  [
    'Forge Ouest <noreply@zingfitstudio.com>',
    'Forge Ouest - Annulation du cours',
    '2026-12-11',
    "<p>Bonjour Camille, votre réservation est annulée :</p><blockquote>Hyrox Force avec Maëlle Kerguen à 15 décembre 2026 12:30 dans l'espace République.</blockquote>",
    'cancelled Hyrox Force|2026-12-15T12:30:00||République|Maëlle Kerguen|cancelled',
  ],
  [
    'Forge <noreply@zingfitstudio.com>',
    'Forge - Reservation confirmed',
    '2026-12-11',
    '<p>Hi Camille, your reservation is confirmed:</p><blockquote>Ride 45 with Jo Smith on December 15, 2026 12:30 PM at Downtown.</blockquote>',
    'confirmed Ride 45|2026-12-15T12:30:00||Downtown|Jo Smith|booked',
  ],
  [
    'Forge Ouest <noreply@zingfitstudio.com>',
    "Forge Ouest - Inscription en liste d'attente",
    '2026-12-11',
    "<p>Bonjour,</p><blockquote>Hyrox Force avec Maëlle Kerguen à 15 décembre 2026 12:30 dans l'espace République.</blockquote>",
    'waitlisted Hyrox Force|2026-12-15T12:30:00||République|Maëlle Kerguen|waitlisted',
  ],
  [
    'Ironworks <noreply@glofox.com>',
    'Class Cancelled',
    '2026-11-30',
    'Hey Priya,\n\nUnfortunately your class has been cancelled.\n\nClass: Strength & Conditioning\nDate: 03/12/2026\nTime: 18:15\nTrainer: Callum Reeve\nLocation: Ironworks Gym Leeds\n',
    'cancelled Strength & Conditioning|2026-12-03T18:15:00||Ironworks Gym Leeds|Callum Reeve|cancelled',
  ],
  [
    'Stillwater <momence@mail.momence.com>',
    'Your booking for Candlelight Yin has been cancelled',
    '2026-11-25',
    '<p>Hi Alex,</p><p>Your booking has been cancelled.</p><p><b>Candlelight Yin</b></p><p>with Saoirse Brennan</p><p>Wednesday, December 2, 2026, 6:00 PM - 7:15 PM (EST)</p><p>Stillwater Studio</p><a href="https://momence.com/dashboard/bookings/51730288">View</a>',
    'cancelled Candlelight Yin|2026-12-02T18:00:00 UTC-5|75|Stillwater Studio|Saoirse Brennan|cancelled',
  ],
  [
    'Small Room <scheduling@acuityscheduling.com>',
    'Appointment Canceled: Private Reformer Session',
    '2026-11-27',
    '<p>Your appointment has been canceled.</p><p><b>What</b><br>Private Reformer Session with Ewa Zielinska</p><p><b>When</b><br>Thursday, December 3, 2026 9:30am (50 minutes)<br>Eastern Time (US & Canada) (GMT-05:00)</p><p><b>Where</b><br>Small Room Pilates</p>',
    'cancelled Private Reformer Session|2026-12-03T09:30:00 UTC-5|50|Small Room Pilates|Ewa Zielinska|cancelled',
  ],
  [
    'F45 <samplepark@f45training.com>',
    'Booking Confirmed',
    '2026-11-27',
    '<p>Hi Alex,</p><p>You are booked in!</p><p><b>Hollywood</b><br>Saturday, November 28 at 8:15 AM<br>F45 Training Sample Park</p>',
    'confirmed Hollywood|2026-11-28T08:15:00||F45 Training Sample Park||booked',
  ],
  [
    'Anvil <notifications@wodify.com>',
    'Reservation Confirmation: CrossFit: 6:00 AM',
    '2026-11-25',
    'Hi Alex,\n\nYour reservation is confirmed for the following class:\n\nCrossFit: 6:00 AM\nFriday, November 27, 2026\n6:00 AM - 7:00 AM\nCoach: Ines Duarte\nLocation: Anvil CrossFit\n',
    'confirmed CrossFit: 6:00 AM|2026-11-27T06:00:00|60|Anvil CrossFit|Ines Duarte|booked',
  ],
  [
    'FitHarbour <noreply@virtuagym.com>',
    'Confirmación de reserva Body Pump',
    '2026-12-02',
    '<p>Hola Alex,</p><p>Has reservado la siguiente clase:</p><p><b>Body Pump®</b></p><p>viernes 4 de diciembre de 2026, 20:00 - 20:55</p><p>Sala: Estudio 2<br/>Club: FitHarbour Madrid<br/>Instructor: Sara Ruiz</p>',
    'confirmed Body Pump®|2026-12-04T20:00:00|55|FitHarbour Madrid|Sara Ruiz|booked',
  ],
  [
    'Red Lotus <messages-noreply@zenplanner.com>',
    'Reservation Cancelled: Muay Thai',
    '2026-11-24',
    'Hi Alex,\n\nYour reservation for the following class has been cancelled:\n\n   Muay Thai Fundamentals\n   Wednesday, November 25, 2026 at 5:00 PM\n   Instructor: Coach Petra Hanak\n   Location: Red Lotus Martial Arts\n',
    'cancelled Muay Thai Fundamentals|2026-11-25T17:00:00||Red Lotus Martial Arts|Petra Hanak|cancelled',
  ],
  [
    'Wellpass <noreply-de@egym-wellpass.com>',
    'Buchung bestätigt: Rückenfit bei Studio Morgenrot',
    '2026-11-23',
    '<p>Hallo Jonas,</p><p>wir bestätigen deine Buchung bei Studio Morgenrot. Hier sind die Details:</p><p><b>Gebucht:</b> Rückenfit<br><b>Datum:</b> Freitag, 27. November 2026<br><b>Uhrzeit:</b> 18:30<br><b>Dauer:</b> 1 Stunde 15 Minuten<br><b>Adresse:</b> Musterstraße 12, 10115 Berlin</p>',
    'confirmed Rückenfit|2026-11-27T18:30:00|75|Studio Morgenrot||booked',
  ],
  [
    'Körperraum <no-reply@fitogram.pro>',
    'Terminänderung: Rückenfit am Abend',
    '2026-11-28',
    '<p>Hallo Jonas,</p><p>dein Termin wurde verschoben:</p><p><b>Rückenfit am Abend</b></p><p>Neuer Termin: Dienstag, 1. Dezember 2026, 18:30 - 19:30 Uhr</p><p>Alter Termin: Montag, 30. November 2026, 18:30 - 19:30 Uhr</p><p>Studio: Körperraum Köln</p>',
    'changed Rückenfit am Abend|2026-12-01T18:30:00|60|Körperraum Köln||booked',
  ],
  [
    'Stillwater <momence@mail.momence.com>',
    'How was Candlelight Yin?',
    '2026-12-03',
    '<p>Hi Alex, you took Candlelight Yin on December 2, 2026, 6:00 PM. Rate your class</p>',
    'none',
  ],
  [
    'PedalHaus <noreply@pedalhaus.marianatek.com>',
    'We missed you at CLASSIC RIDE',
    '2026-12-01',
    '<p>You missed CLASSIC RIDE on Mon, Nov 30 at 5:30 PM EST</p>',
    'none',
  ],
  [
    'PedalHaus <noreply@pedalhaus.marianatek.com>',
    'Your November in review',
    '2026-12-01',
    '<p>You took 12 classes. Top: CLASSIC RIDE Mon, Nov 30 at 5:30 PM EST</p>',
    'none',
  ],
  [
    'ClassPass <team@info.classpass.com>',
    'Reset your password',
    '2026-12-01',
    '<p>Hi, reset requested on December 1, 2026 at 5:30 PM EST.</p>',
    'none',
  ],
  [
    'ClassPass <team@info.classpass.com>',
    'Spots filled: Power Ride 45',
    '2026-12-01',
    '<p>The class you were watching is full. Power Ride 45, December 2, 2026 6:00 PM</p>',
    'none',
  ],
];

describe('a mail', () => {
  it.each(MAILS)('of %s, “%s”, is read', async (from, subject, date, body, expected) => {
    expect(await read(mailOf({ from, subject, date: `${date}T12:00:00Z`, body }))).toBe(expected);
  });

  it('of an unknown sender is not a booking, whatever it says', async () => {
    const [, subject, date, body] = MAILS[0] ?? ['', '', '', ''];
    expect(await read(mailOf({ from: 'x@evil.example', subject, date: `${date}T12:00:00Z`, body }))).toBe('none');
    const alike = 'ClassPass <team@info.classpass.com.evil.example>';
    expect(await read(mailOf({ from: alike, subject, date: `${date}T12:00:00Z`, body }))).toBe('none');
  });

  it('that is cut off or damaged anywhere is read without a fault', async () => {
    const whole = MAILS.map(([from, subject, date, body]) =>
      mailOf({ from, subject, date: `${date}T12:00:00Z`, body }),
    );
    const damaged = fc.tuple(
      fc.constantFrom(...whole),
      fc.nat(),
      fc.nat(),
      fc.integer({ min: 0, max: 255 }),
      fc.boolean(),
    );
    await fc.assert(
      fc.asyncProperty(damaged, async ([mail, at, end, octet, isCut]) => {
        const copy = Buffer.from(isCut ? mail.subarray(0, end % (mail.length + 1)) : mail);
        if (copy.length > 0) copy[at % copy.length] = octet;
        expect(typeof (await read(copy))).toBe('string');
      }),
      { numRuns: 300 },
    );
  });
});
