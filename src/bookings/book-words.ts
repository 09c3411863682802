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
 * CLASS and WHEN where the words show them by themselves: one of the two, or a time said apart (`at`). Null where only
 * the known classes tell where the name ends. Pure.
 */
export function plainClassAndWhen(words: readonly string[], at: string | undefined): ClassAndWhen | null {
  const said = words.filter((word) => word.trim() !== '');
  if (words[0]?.trim() === '') return { name: undefined, when: at ?? said.join(' ') };
  const isOneWord = said.length === 1 && (at !== undefined || !/\s/.test(said[0]?.trim() ?? ''));
  return said.length === 0 || isOneWord ? { name: said[0], when: at } : null;
}

/**
 * CLASS and WHEN in the words of a line, beside a time said apart (`at`). Throws UsageError where the time is given
 * twice, or two known classes fit.
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

/** What is wrong with a text as a time, in a sentence; null where it is one, whatever zone and usual time it needs yet. */
export async function whyNoTime(context: BookingContext, text: string): Promise<string | null> {
  try {
    await parseWhen(text, referenceOf(context));
    return null;
  } catch (error) {
    // What has several meanings is asked about next.
    if (error instanceof UncertainTimeError && error.meanings.length > 1) return null;
    if (error instanceof UsageError) return error.message;
    throw error;
  }
}

/** The known class that a new name is nearly: it may be a slip. Null where there is none, or the name is known. */
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
