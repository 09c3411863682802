import { describe, expect, it } from 'vitest';
import { saysCancelled } from '../../../src/intake/ics/cancelled-title.ts';
import { command, words } from '../../../src/words.ts';
import { event, readEvents } from './ics-samples.ts';

describe('a title', () => {
  it.each([
    'Canceled: Spin',
    'Cancelled: Spin',
    'CANCELLED - Spin',
    '[Cancelled] Spin',
    'CANCELLED Spin',
    '(cancelled) Spin',
    '❌ Cancelled: Spin',
    'Spin (cancelled)',
    'Spin – CANCELLED',
    'Abgesagt: Yoga',
    'Yoga [abgesagt]',
    'Entfällt: Yoga',
    'Annulé: Yoga',
    'Annulée : Yoga',
    'Cancelado: Yoga',
    'Annullato: Yoga',
    'Geannuleerd: Yoga',
    'Inställt: Yoga',
    'Отменено: йога',
    'キャンセル: ヨガ',
  ])('calls its class off: %s', (title) => {
    expect(saysCancelled(title)).toBe(true);
  });

  it.each([
    'Spin',
    'Cancel culture: a talk',
    'Cancelled flights yoga',
    'Uncancelled: Spin',
    'Yoga: nicht abgesagt',
    '',
  ])('does not: %j', (title) => {
    expect(saysCancelled(title)).toBe(false);
  });

  it('that calls its class off is reported and changes nothing, unless the status says so too', () => {
    const NOTE = words`1 event that only the title calls cancelled, not the status: taken as the status says. To cancel: ${command('cancel')}.`;
    for (const status of [[], ['STATUS:CONFIRMED']]) {
      const { bookings, notes } = readEvents([event('SUMMARY:Canceled: Spin', ...status)]);
      expect([bookings[0]?.isCancelled, notes]).toEqual([false, [NOTE]]);
    }
    expect(readEvents([event('SUMMARY:Canceled: Spin', 'STATUS:CANCELLED')]).notes).toEqual([]);
  });
});
