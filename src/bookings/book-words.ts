import { UsageError } from '../errors.ts';
import { parseWhen, UncertainTimeError } from '../time/parse-when.ts';
import { isTimeWord, timeKindOf } from '../time/time-words.ts';
import type { WhenReference } from '../time/when.ts';
import { type BookingContext, momentOf, readingOf } from './booking-context.ts';
import { type ClassAndWhen, splitClassAndWhen, timeGivenTwice } from './class-and-when.ts';
import { findClassToBook } from './class-catalogue.ts';
import { listClasses } from './class-store.ts';
import { checkBookingFields, type SaidBookingFields } from './said-fields.ts';

/**
 * CLASS and WHEN, where the words tell them without a look at the known classes: a single word, or a name beside a time
 * given as `at`. Null where the known classes must tell where the name ends. Pure.
 */
export function plainClassAndWhen(words: readonly string[], at: string | undefined): ClassAndWhen | null {
  const said = words.filter((word) => word.trim() !== '');
  if (words[0]?.trim() === '') return { name: undefined, when: at ?? said.join(' ') };
  const isOneWord = said.length === 1 && (at !== undefined || !/\s/.test(said[0]?.trim() ?? ''));
  return said.length === 0 || isOneWord ? { name: said[0], when: at } : null;
}

/**
 * Reads CLASS and WHEN from the words of a command line; `at` is the time from `--at`. Throws UsageError where the time
 * is given twice, or where two known classes fit.
 */
export async function readClassAndWhen(
  context: BookingContext,
  words: readonly string[],
  { at, isNewClass }: { readonly at: string | undefined; readonly isNewClass: boolean },
): Promise<ClassAndWhen> {
  const classes = isNewClass ? [] : await listClasses(context.store);
  const reference = referenceOf(context);
  const split = await splitClassAndWhen(words, classes, (text) => timeKindOf(text, reference), isTimeWord);
  if (at === undefined || split.when === undefined) return { ...split, when: at ?? split.when };
  throw timeGivenTwice(split.when, at);
}

/** Why a text cannot be read as a time, as a sentence; null where it can, even if its zone or hour is still open. */
export async function whyNoTime(context: BookingContext, text: string): Promise<string | null> {
  try {
    await parseWhen(text, referenceOf(context));
    return null;
  } catch (error) {
    // A time with several meanings is settled by the next question.
    if (error instanceof UncertainTimeError && error.meanings.length > 1) return null;
    if (error instanceof UsageError) return error.message;
    throw error;
  }
}

/** A known class whose name a new name may misspell. Null where there is none, or where the name is known. */
export async function findNearClass(
  context: BookingContext,
  { name, fields = {} }: { readonly name: string; readonly fields?: SaidBookingFields | undefined },
): Promise<string | null> {
  const { location } = checkBookingFields(fields);
  return findClassToBook(await listClasses(context.store), name.trim(), location, false).near;
}

function referenceOf(context: BookingContext): WhenReference {
  const { now, nowLocal } = momentOf(context);
  return { now, nowLocal, ...readingOf(context) };
}
