import { addDays } from '../../time/civil.ts';
import type { LabelledValue } from './labelled-lines.ts';
import type { MailLine } from './mail-lines.ts';
import { type LineTimes, type MailMoment, momentOf, zoneOfLine } from './mail-moments.ts';
import { kindOfWords, type MailKind } from './mail-words.ts';
import { newTimesOf } from './new-times.ts';
import type { DateReading } from './scan-dates.ts';
import { timesOf } from './times-in-text.ts';

/** The time of a class, and the lines in which it is. */
export interface FoundMoment {
  readonly moment: MailMoment;
  readonly from: number;
  readonly to: number;
}

export interface TimesSearch {
  readonly lines: readonly MailLine[];
  readonly labels: readonly LabelledValue[];
  readonly kind: MailKind;
  readonly reading: DateReading;
}

/** Words of a line about another time: the end of free cancellation, the time of booking, a price. */
const DEADLINE =
  /\b(?:until|before|no later than|deadline|at least|late|latest|free of charge|free cancell?ation|cancel by|reply|opens (?:at|on)|opening|arrive|doors|check[- ]?in|parking|booked on|reserved on|made on|^(?:you )?(?:cancell?ed|storniert|abgesagt|annulée?|cancelad[ao]|annullat[ao]|geannuleerd) (?:on|am|le|el|il|op|em)(?!\p{L})|^(?:cancellation|stornierung|annulation) (?:on|am|du)(?!\p{L})|purchased|paid|charged|expires?|valid\b|refund|created|received|spätestens|vor (?:beginn|kurs)|kostenlos|kostenfrei|stornier(?:en|bar|ung (?:bis|ist))|reserviert am|gebucht am|bis (?:zum|spätestens|\d)|gültig|jusqu|avant|gratuit|au plus tard|réservée? le|hasta|antes de|gratis|gratuit[ao]|a más tardar|reservad[oa] el|entro|fino a|prima (?:del|di|delle)|prenotat[oa] il|uiterlijk|kosteloos|tot uiterlijk|vóór|voor aanvang|(?:geboekt|gereserveerd|ingeschreven) op|até|no máximo|reservad[oa] em)/iu;
/** Words of a line about another class, in the mail of a cancellation. */
const ANOTHER =
  /\b(?:another (?:class|session|time|day)|other classes|for example|e\.g\.|zum beispiel|z\. ?b\.|anderen? (?:kurs|termin)\p{L}*|par exemple|autres? (?:cours|séance|créneau)\p{L}*|por ejemplo|otr[ao]s? (?:clase|hora|día)\p{L}*|per esempio|ad esempio|altr[ao] (?:lezione|corso)|bijvoorbeeld|andere les\p{L}*|por exemplo|outr[ao]s? aulas?|instead|re-?book|join us|make[- ]?up|next (?:class|session|one|date)|stattdessen|ersatz\p{L}*|nachhol\p{L}*|nächste[rn]?|à la place|prochaine?|en su lugar|próxim[ao]|invece|prossim[ao]|in plaats daarvan|volgende|em vez disso)(?!\p{L})/iu;
/** Words after which a mail offers other classes. */
const OFFERS =
  /^(?:(?:want|looking|like) to .{0,40}(?:else|another|instead|different).*\?|(?:möchtest du|willst du|lust auf) .{0,40}ander.*\?|(?:see|view|browse|explore) (?:other|more|all|similar) |book (?:now|another|again|your next|something else)|find (?:another|other|more|a new|your next)|finde? (?:andere|weitere|einen anderen)|trouve[rz]? (?:un autre|d['’]autres)|encuentra (?:otra|más)|trova (?:un['’]altra|altre)|zoek een andere|encontr[ea] (?:outra|mais)|other (?:classes|times|sessions)|you (?:might|may) also|more classes|popular|recommended|alternativ|similar|next available|why not|instead|upcoming at|weitere kurse|andere kurse|stattdessen|alternativen|das könnte|jetzt buchen|d['’]autres|autres cours|à la place|réservez|otras clases|alternativas|reserva ahora|altre lezioni|altri corsi|in alternativa|prenota ora|andere lessen|alternatieven|boek nu|outras aulas|reserve agora|(?:the|der|die|das|le|la|de|a) (?:next|nächste|prochaine?|próxima|prossima|volgende) (?:class|session|kurs|termin|stunde|cours|séance|clase|lezione|les|aula)\b)|(?:looking for|popular|one of these|instead|other (?:classes|times)|similar classes|alternatives?|stattdessen|alternativen?|à la place|en su lugar|alternative)[^.]{0,40}[:?]$/iu;
const LISTS =
  /^(?:termine|dates|sessions|classes|séances|fechas|sesiones|clases|date|lezioni|data|lessen|datas|aulas)\s*:?$/iu;

/** A label, or the beginning of a sentence, to which the time in the next line belongs: "Free cancellation until". */
const ASIDE =
  /(?:[:：]|\b(?:until|till|by|before|on|at|am|bis|bis zum|zum|vor|le|au|jusqu['’]au|avant le|hasta|hasta el|antes del?|entro|entro il|fino al|prima del|tot|uiterlijk|vóór|op|até|em))$|^(?:deadline|cancellation (?:deadline|policy)|booked|purchased|created|check[- ]?in|doors|arrival|expiry|gebucht|stornofrist|stornierungsfrist|date limite.*|límite.*|scadenza|annuleringstermijn|prazo.*)$/iu;
const AMOUNT_OF_TIME =
  /\d\s*(?:h|hours?|hrs?|min|minutes?|days?|std|stunden?|tage?n?|heures?|jours?|horas?|días?|dias?|or[ae]|giorn[oi]|uur|uren|dagen)(?!\p{L})/iu;

/** A word of deadlines between start and end of a class: "18:30 bis 19:30 Uhr", "6:30 PM until 7:30 PM". */
const SPANNING =
  /(\d{1,2}(?:[:.h]\s?\d\d)?\s?(?:uhr|[ap]\.?m\.?|h)?)\s+(?:bis|until|till|jusqu['’]à|hasta(?: las)?|fino alle|tot|até(?: às)?)\s+(?=\d)/giu;

/** Whether a text is about a deadline, or about when something else was or has to be done. */
function isOfDeadline(text: string): boolean {
  return DEADLINE.test(text.replace(SPANNING, '$1 - '));
}

/** Whether a line is about a time that is not the start of the class. */
export function isAboutOtherTime(text: string, reading: DateReading): boolean {
  if (!isOfDeadline(text)) return false;
  const { date, time, isUnclear } = timesOf(text, reading);
  return date !== null || time !== null || isUnclear || AMOUNT_OF_TIME.test(text);
}

/** Whether a line announces such a time for the next line. */
export function announcesOtherTime(text: string): boolean {
  return text.length <= 40 && isOfDeadline(text) && ASIDE.test(text);
}

/** The lines before the first offer of other classes. */
export function withoutOffers(lines: readonly MailLine[]): readonly MailLine[] {
  const from = lines.findIndex(({ text }, index) => index > 0 && OFFERS.test(text));
  return from < 0 ? lines : lines.slice(0, from);
}

/** The starts of the classes, or the reason why there are none: the end of a sentence. */
export function findMoments(search: TimesSearch): readonly FoundMoment[] | string {
  const listed = findListed(search);
  if (listed.length > 1) return listed;
  const labelled = findLabelled(search);
  if (labelled) return [labelled];
  const free = findUnlabelled(search);
  const distinct = new Map(free.map((each) => [each.moment.local, each]));
  // For each time, keep the line that says most.
  for (const each of free) {
    const held = distinct.get(each.moment.local);
    if (held && richness(each) > richness(held))
      distinct.set(each.moment.local, { ...each, from: held.from, to: held.to });
  }
  const ahead = [...distinct.values()].filter((each) => distinct.size === 1 || isAhead(each, search));
  const possible = ahead.length > 1 ? foremost(ahead, search) : ahead;
  const [only] = possible;
  if (possible.length === 1 && only) return [only];
  return distinct.size === 0
    ? 'it says no certain day and time'
    : 'it names several times, and does not say which is the time of the class';
}

/**
 * Of several times, those in sentences that say what happened, or else those that stand alone on their line, as in a
 * list of what is booked. Other sentences mention more.
 */
function foremost(found: readonly FoundMoment[], { lines, reading, kind }: TimesSearch): readonly FoundMoment[] {
  if (kind === 'changed') return found;
  const text = ({ from }: FoundMoment) => lines[from]?.text ?? '';
  const stating = found.filter((each) => isSameKind(kindOfWords(text(each)), kind));
  if (stating.length > 0) return stating;
  const alone = found.filter((each) => each.from !== each.to || timesOf(text(each), reading).isPure);
  return found.every((each) => alone.includes(each) || isLongSentence(text(each))) ? alone : found;
}

const CANCELLING: ReadonlySet<MailKind | null> = new Set(['cancelled', 'late_cancel']);

function isSameKind(said: MailKind | null, kind: MailKind): boolean {
  return said === kind || (CANCELLING.has(said) && CANCELLING.has(kind));
}

function isLongSentence(text: string): boolean {
  return text.length > 40 && /[.!?]$/.test(text);
}

const OF_COMING_CLASSES: ReadonlySet<MailKind> = new Set(['confirmed', 'promoted', 'waitlisted', 'reminder']);

/** Nobody confirms a class of an earlier day. A mail may name one beside its own, such as the last visit. */
function isAhead({ moment }: FoundMoment, { kind, reading }: TimesSearch): boolean {
  const { writtenOn } = reading;
  if (writtenOn === null || !OF_COMING_CLASSES.has(kind)) return true;
  // The day of writing is in UTC.
  return moment.local.slice(0, 10) >= addDays(writtenOn, -1);
}

function richness({ moment }: FoundMoment): number {
  return Number(moment.durationMinutes !== null) + Number(moment.offsetMinutes !== null);
}

/** Several dates below a heading: a course. */
function findListed({ lines, reading }: TimesSearch): FoundMoment[] {
  const from = lines.findIndex(({ text }) => LISTS.test(text));
  const found: FoundMoment[] = [];
  for (let at = from + 1; from >= 0 && at < lines.length; at += 1) {
    const times = timesOf(lines[at]?.text ?? '', reading);
    const moment = times.isPure && !times.isUnclear ? momentOf(times.date, times.time, times.zone) : null;
    if (moment === null) break;
    found.push({ moment, from, to: at });
  }
  return found;
}

function findLabelled({ lines, labels, reading, kind }: TimesSearch): FoundMoment | null {
  const of = (...fields: readonly string[]) => labels.filter(({ field }) => fields.includes(field));
  for (const { value, from, to } of [...of('when', 'date', 'time'), ...of('class')]) {
    const times = newTimesOf(value, kind, reading);
    const below = lines[to + 1]?.text ?? '';
    const moment = times.isUnclear ? null : momentOf(times.date, times.time, times.zone ?? zoneOfLine(below));
    if (moment !== null) return { moment, from, to };
  }
  // "Termin" and "When" may stand before the name of a class, too.
  const day = of('date', 'when').find(({ value }) => saysAny(timesOf(value, reading)));
  const clock = of('time', 'when').find((each) => each !== day && saysAny(timesOf(each.value, reading)));
  if (!day || !clock) return null;
  const [date, time] = [timesOf(day.value, reading), timesOf(clock.value, reading)];
  const moment =
    date.isUnclear || time.isUnclear
      ? null
      : momentOf(date.date, time.time, zoneOfLine(lines[clock.to + 1]?.text ?? ''));
  return moment && { moment, from: Math.min(day.from, clock.from), to: Math.max(day.to, clock.to) };
}

function saysAny({ date, time, isUnclear }: LineTimes): boolean {
  return date !== null || time !== null || isUnclear;
}

function findUnlabelled({ lines, labels, reading, kind }: TimesSearch): FoundMoment[] {
  const found: FoundMoment[] = [];
  const others = new Set(
    labels.flatMap(({ field, from, to }) => (field === 'old' || field === 'end' ? [from, to] : [])),
  );
  const isCancelled = CANCELLING.has(kind);
  const isAside = (index: number): boolean => {
    const [text = '', above = ''] = [lines[index]?.text, lines[index - 1]?.text];
    return (
      isOfDeadline(text) ||
      announcesOtherTime(above) ||
      (isCancelled && ANOTHER.test(text) && kindOfWords(text) === null)
    );
  };
  lines.forEach(({ text, isStruck }, at) => {
    if (isStruck || others.has(at) || isAside(at)) return;
    const times = newTimesOf(text, kind, reading);
    if (times.isUnclear || times.date === null) return;
    const zone = times.zone ?? zoneOfLine(lines[at + 1]?.text ?? '');
    const here = momentOf(times.date, times.time, zone);
    if (here !== null) found.push({ moment: here, from: at, to: at });
    else if (times.time === null) {
      // The time may be alone on the next or the previous line.
      for (const other of [at + 1, at - 1]) {
        const beside = timesOf(lines[other]?.text ?? '', reading);
        if (!beside.isPure || beside.date !== null || beside.isUnclear || isAside(other)) continue;
        const moment = momentOf(times.date, beside.time, zoneOfLine(lines[Math.max(at, other) + 1]?.text ?? ''));
        if (moment === null) continue;
        found.push({ moment, from: Math.min(at, other), to: Math.max(at, other) });
        break;
      }
    }
  });
  return found;
}
