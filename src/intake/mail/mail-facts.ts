import { MAX_DURATION_MINUTES } from '../../bookings/plan-booking.ts';

/** The facts about one class in a mail, as text. Times are read separately. */
export interface ClassFacts {
  className: string | null;
  instructor: string | null;
  location: string | null;
  address: string | null;
  room: string | null;
  durationMinutes: number | null;
  id: string | null;
}

export function noFacts(): ClassFacts {
  return {
    className: null,
    instructor: null,
    location: null,
    address: null,
    room: null,
    durationMinutes: null,
    id: null,
  };
}

const TITLES =
  /^(?:coach|trainer(?:in)?|instructor|teacher|with|w\/|mit|avec|con|com|met|by|von|par|de la mano de|led by|lehrer(?:in)?|prof\.?|dr\.?)\s*:?\s+/iu;
/** Remarks after the name of a class that do not belong to it. */
const REMARK =
  /\s*[([](?:from (?:the )?wait ?-?list|unconfirmed|waitlist(?:ed)?|confirmed|booked|new|virtual|online|in[- ]person|free|drop[- ]in|\d+\s*credits?|(?:\d{1,3}\s*(?:min|mins|minutes|minuten|minuti|minutos|'))|,|\s)+[)\]]\s*$/iu;

/** The name of a class without a remark such as `(50 min)`. */
export function cleanClassName(text: string): string | null {
  const name = withoutQuotes(text.replace(REMARK, '').replace(/[.,:;]+$/, ''));
  return !/[\p{L}\d]/u.test(name) || name.length > 200 ? null : name;
}

/** Whom a teacher stands in for: "Sina Roth (statt Annika Vogt)". */
const INSTEAD =
  /\s*\((?:instead of|replac\p{L}+|sub\p{L}*|for|statt|anstelle von|vertretung|für|au lieu de|remplace|en lugar de|sustituye|al posto di|invece di|in plaats van|em vez de|substitui)(?!\p{L})[^)]*\)$/iu;

/** A name without the quotation marks around it; those around one word of it stay. */
function withoutQuotes(text: string): string {
  const name = text.trim();
  const marks = name.match(/["“”„«»]/g) ?? [];
  const isAround = /^["“„«»'’].*["”“»«'’]$/u.test(name) && marks.length <= 2;
  if (isAround) return name.slice(1, -1).trim();
  return marks.length === 1 ? name.replace(/^["“„«»]|["”“»«]$/g, '').trim() : name;
}

export function cleanInstructor(text: string): string | null {
  let name = text.replace(INSTEAD, '').trim();
  for (let before = ''; before !== name; ) {
    before = name;
    name = name.replace(TITLES, '');
  }
  name = name.replace(/[.,;]+$/, '').trim();
  return name === '' || name.length > 120 || /\d{3}/.test(name) ? null : name;
}

export function cleanPlace(text: string): string | null {
  const place = text
    .replace(/^(?:at|im|in|bei|chez|en|presso|bij|em|no|na)\s+(?=\p{Lu})/u, '')
    .replace(/[.,;:!]+$/, '')
    .trim();
  return place === '' || place.length > 300 ? null : place;
}

const HOURS = /(\d{1,2})\s*(?:h|hrs?|hours?|stunden?|std\.?|heures?|horas?|or[ae]|uren|uur)(?![\p{L}])/iu;
const MINUTES = /(\d{1,3})\s*(?:['′]|min(?:\.|s|uten?|utes?|uti|utos?|uuts?)?(?![\p{L}]))/iu;

/** The minutes in `1 hour 15 minutes`, `60 min` or `1h 15`; null for other texts. */
export function readDuration(text: string): number | null {
  const hours = HOURS.exec(text)?.[1];
  const minutes = MINUTES.exec(text)?.[1] ?? (hours === undefined ? undefined : /\d\s*h\s*(\d{2})\b/i.exec(text)?.[1]);
  if (hours === undefined && minutes === undefined) return /^\s*\d{2,3}\s*$/.test(text) ? Number(text) : null;
  const total = Number(hours ?? 0) * 60 + Number(minutes ?? 0);
  return total > 0 && total <= MAX_DURATION_MINUTES ? total : null;
}

/** The minutes in the name of a class, only in brackets or with a unit: the 50 in "Signature50" is not a duration. */
export function durationInName(name: string): number | null {
  const [, inside = ''] = /[([]([^)\]]*\d[^)\]]*)[)\]]\s*$/.exec(name) ?? [];
  return /\p{L}|'/u.test(inside) ? readDuration(inside) : null;
}
