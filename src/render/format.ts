import { addDays, addWallMinutes, type LocalDate, type LocalDateTime, toDayNumber } from '../time/civil.ts';
import { type ClockFormat, formatDate, formatTime, formatWeekday } from '../time/names.ts';

export {
  type ClockFormat,
  formatDate,
  formatLongWeekday,
  formatMonthName,
  formatTime,
  formatWeekday,
} from '../time/names.ts';

/** The shortest clear form of a time, for grids: `18`, `7:30`; `6p`, `7:30a`. */
export function formatShortTime(local: LocalDateTime, clock: ClockFormat): string {
  const [hour, minute] = [Number(local.slice(11, 13)), local.slice(14, 16)];
  const minutes = minute === '00' ? '' : `:${minute}`;
  if (clock === '24') return `${hour}${minutes}`;
  return `${hour % 12 || 12}${minutes}${hour < 12 ? 'a' : 'p'}`;
}

/** `Tue 24 Nov`; with the year where it differs from that of `today`: `Tue 24 Nov 2026`. */
export function formatDay(date: LocalDate, today: LocalDate): string {
  const year = date.slice(0, 4);
  return `${formatWeekday(date)} ${formatDate(date)}${year === today.slice(0, 4) ? '' : ` ${year}`}`;
}

/** {@link formatDay} with the day right-aligned, so that a column of them lines up: `Tue  1 Dec`. */
export function formatDayColumn(date: LocalDate, today: LocalDate): string {
  const day = formatDay(date, today);
  return date[8] === '0' ? `${day.slice(0, 4)} ${day.slice(4)}` : day;
}

/** `Tue 24 Nov 2026`, always with the year. */
export function formatFullDay(date: LocalDate): string {
  return `${formatWeekday(date)} ${formatDate(date)} ${date.slice(0, 4)}`;
}

/** `Today`, `Tomorrow`, `Yesterday`, or {@link formatDay}. */
export function formatNearDay(date: LocalDate, today: LocalDate): string {
  if (date === today) return 'Today';
  if (date === addDays(today, 1)) return 'Tomorrow';
  if (date === addDays(today, -1)) return 'Yesterday';
  return formatDay(date, today);
}

/** `23–29 Nov 2026`, `30 Nov – 6 Dec 2026`, `28 Dec 2026 – 3 Jan 2027`. `dash` comes from {@link glyphsOf}. */
export function formatDateRange(from: LocalDate, to: LocalDate, dash = '–'): string {
  const end = `${formatDate(to)} ${to.slice(0, 4)}`;
  if (from.slice(0, 7) === to.slice(0, 7)) return `${Number(from.slice(8, 10))}${dash}${end}`;
  const start = from.slice(0, 4) === to.slice(0, 4) ? formatDate(from) : `${formatDate(from)} ${from.slice(0, 4)}`;
  return `${start} ${dash} ${end}`;
}

/** The part of a Style that a time needs. */
export interface TimeStyle {
  readonly clock: ClockFormat;
  readonly unicode: boolean;
  readonly nowLocal: LocalDateTime;
}

/** `18:00–18:45`; with the weekday where it ends on a later day: `23:30–Wed 00:15`. */
export function formatTimes(startsLocal: LocalDateTime, durationMinutes: number, style: TimeStyle): string {
  // Add wall-clock minutes: this shows the real length of a class even where clocks change during it.
  const endsLocal = addWallMinutes(startsLocal, durationMinutes);
  const days = toDayNumber(endsLocal.slice(0, 10)) - toDayNumber(startsLocal.slice(0, 10));
  let end = formatTime(endsLocal, style.clock);
  if (days > 6) end = `${formatDay(endsLocal.slice(0, 10), startsLocal)} ${end}`;
  else if (days > 0) end = `${formatWeekday(endsLocal.slice(0, 10))} ${end}`;
  return `${formatTime(startsLocal, style.clock)}${style.unicode ? '–' : '-'}${end}`;
}

/** `Tue 1 Dec 18:00–18:45`. */
export function formatSpan(startsLocal: LocalDateTime, durationMinutes: number, style: TimeStyle): string {
  return `${formatDay(startsLocal.slice(0, 10), style.nowLocal)} ${formatTimes(startsLocal, durationMinutes, style)}`;
}

/** A time in its shortest form: `06:00` today, `Wed 19:30` within six days, else `Wed 2 Dec 19:30`. */
export function formatMoment(local: LocalDateTime, style: TimeStyle): string {
  const [date, today] = [local.slice(0, 10), style.nowLocal.slice(0, 10)];
  const time = formatTime(local, style.clock);
  if (date === today) return time;
  const days = Math.abs(Date.parse(date) - Date.parse(today)) / 86_400_000;
  const day = formatDay(date, today);
  return `${days <= 6 ? day.slice(0, 3) : day} ${time}`;
}

/** A duration without a sign: `45 min`, `8 h 48 min`, `1 day 3 h`, `5 days`, `6 weeks`, `4 months`, `2 years`. */
export function formatRelative(minutes: number): string {
  const size = Math.floor(Math.abs(minutes));
  const [hours, days] = [Math.floor(size / 60), Math.floor(size / 1440)];
  if (hours === 0) return `${size} min`;
  if (days === 0) return size % 60 === 0 ? `${hours} h` : `${hours} h ${size % 60} min`;
  if (days === 1) return hours === 24 ? '1 day' : `1 day ${hours - 24} h`;
  if (days < 28) return `${days} days`;
  if (days < 90) return `${Math.floor(days / 7)} weeks`;
  if (days < 730) return `${Math.floor(days / 30.44)} months`;
  return `${Math.floor(days / 365.25)} years`;
}

const CURRENCY_SIGNS: Readonly<Record<string, string>> = { EUR: '€', USD: '$', GBP: '£' };

/** `€12`, `€12.50`, `12.50 CHF`; exact, from thousandths of the unit. Signs beyond ASCII only with `unicode`. */
export function formatMoney(thousandths: number, currency: string | null, unicode = true): string {
  const size = Math.abs(thousandths);
  const decimals = size % 1000 === 0 ? 0 : size % 10 === 0 ? 2 : 3;
  const amount = `${thousandths < 0 ? '-' : ''}${(size / 1000).toFixed(decimals)}`;
  if (currency === null) return amount;
  const sign = CURRENCY_SIGNS[currency];
  if (sign === undefined || (!unicode && sign !== '$')) return `${amount} ${currency}`;
  return amount.startsWith('-') ? `-${sign}${amount.slice(1)}` : `${sign}${amount}`;
}

/** `1 class`, `3 classes`. The plural ends in -s unless it is given. */
export function formatCount(count: number, singular: string, plural = `${singular}s`): string {
  return `${count} ${count === 1 ? singular : plural}`;
}
