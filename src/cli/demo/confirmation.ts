import { addDays, type LocalDate, startOfWeek } from '../../time/civil.ts';
import { formatLongWeekday, formatMonthName } from '../../time/names.ts';

/** A confirmation mail as ClassPass sends it: of a class at 9:00 on the first Sunday after `today`. */
export function writeConfirmation(today: LocalDate): string {
  const sunday = addDays(startOfWeek(today, 7), 7);
  const date = `${formatMonthName(sunday)} ${Number(sunday.slice(8))}, ${sunday.slice(0, 4)}`;
  return [
    'From: ClassPass <noreply@classpass.com>',
    "Subject: You're booked for Barre Burn at Core Lab!",
    '',
    'Barre Burn',
    `${formatLongWeekday(sunday)}, ${date}, 9:00 AM - 9:50 AM`,
    'Core Lab',
    '',
  ].join('\r\n');
}
