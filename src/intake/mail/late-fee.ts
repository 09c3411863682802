import { parseAmount, type Thousandths } from '../../bookings/money.ts';
import { NuminaError } from '../../errors.ts';
import type { MailLine } from './mail-lines.ts';

/** The fee of a cancellation, as its mail says it. */
export interface LateFee {
  readonly amount: Thousandths;
  /** The currencies that the sign beside the amount may mean (ISO 4217); several for `$`. */
  readonly currencies: readonly string[];
}

const DOLLARS = ['USD', 'CAD', 'AUD', 'NZD', 'SGD', 'HKD'];
const CURRENCIES: Readonly<Record<string, readonly string[]>> = {
  $: DOLLARS,
  us$: ['USD'],
  c$: ['CAD'],
  ca$: ['CAD'],
  a$: ['AUD'],
  au$: ['AUD'],
  s$: ['SGD'],
  '€': ['EUR'],
  euro: ['EUR'],
  '£': ['GBP'],
};
const SIGN = '(?:us|ca?|au?|s)?\\$|[€£]|euro|(?:EUR|USD|GBP|CHF|CAD|AUD|NZD|SGD|HKD|SEK|NOK|DKK|PLN|BRL)\\b';
const DIGITS = '\\d{1,6}(?:[.,]\\d{1,3})?(?![.,]?\\d)';
const AMOUNT = new RegExp(`(?:(${SIGN})\\s?(${DIGITS})|(?<![\\d.,])(${DIGITS})\\s?(${SIGN}))`, 'giu');

const FEE =
  /\b(?:fee|charge[ds]?|penalty|storno(?:gebühr|kosten)|gebühr|berechne[nt]|frais|pénalité|facturés?|tarifa|cargo|penalización|cobrad[ao]|penale|addebitat[ao]|multa|boete|annuleringskosten|in rekening gebracht|taxa)(?!\p{L})/iu;
/** Words of a fee that was not charged, or may be charged. */
const OPEN =
  /\b(?:may|might|could|would|will|if|unless|avoid|up to|no fee|without|waive[ds]?|refund(?:ed)?|not|kann|könnte|falls|wenn|sonst|ohne|bis zu|keine?|erstattet|sans|si|peut|pourra|aucun|sin|puede|senza|può|nessuna?|zonder|kan|geen|sem|pode|after that|danach)(?!\p{L})/iu;
const CHARGED =
  /\b(?:(?:was|were|has been|have been|been) charged|(?:wurde|wird|haben wir)\b.{0,60}\b(?:berechnet|abgebucht|eingezogen)|(?:a|ont) été (?:facturés?|débités?|prélevés?)|(?:se ha|ha sido) cobrad[oa]|(?:è|sono) stat[aoei] addebitat[aoei]|is in rekening gebracht|foi cobrad[oa])/iu;

/** The fee that a cancellation mail names; null where it names none, or where it is not certain. */
export function findLateFee(lines: readonly MailLine[]): LateFee | null {
  const fees = sentences(lines)
    .filter((sentence) => FEE.test(sentence) && !OPEN.test(sentence))
    .flatMap((sentence) => [...sentence.matchAll(AMOUNT)].map(toFee));
  const distinct = new Map(fees.map((fee) => [JSON.stringify(fee), fee]));
  const [only = null] = distinct.values();
  return distinct.size === 1 ? only : null;
}

/** Whether a mail says that a fee was charged: then the cancellation came too late. */
export function saysCharged(lines: readonly MailLine[]): boolean {
  return sentences(lines).some((each) => FEE.test(each) && CHARGED.test(each) && !OPEN.test(each));
}

function sentences(lines: readonly MailLine[]): string[] {
  return lines.filter(({ isStruck }) => !isStruck).flatMap(({ text }) => text.split(/(?<=[.!?])\s+/u));
}

/** Null where the amount is ambiguous: `1.000` may be 1 or 1000. */
function toFee([, before, behind = '', amount = '', after]: RegExpMatchArray): LateFee | null {
  const sign = (before ?? after ?? '').toLowerCase();
  const currencies = CURRENCIES[sign] ?? [sign.toUpperCase()];
  try {
    return { amount: parseAmount(behind || amount, 'fee', currencies[0] ?? null), currencies };
  } catch (error) {
    if (error instanceof NuminaError) return null;
    throw error;
  }
}
