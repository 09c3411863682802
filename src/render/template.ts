import { UsageError } from '../errors.ts';
import type { LocalDateTime } from '../time/civil.ts';
import { readDatePattern } from './date-pattern.ts';
import { printable } from './printable.ts';
import type { Style } from './style.ts';

/** A field that a template may use. */
export interface TemplateField<T> {
  readonly text: (thing: T, style: Style) => string;
  /** The wall time for a date pattern; null where there is none. Absent for a field that is not a time. */
  readonly local?: (thing: T) => LocalDateTime | null;
}

export type TemplateFields<T> = Readonly<Record<string, TemplateField<T>>>;

/** Writes a thing as one line. */
export type Template<T> = (thing: T, style: Style) => string;

const NAMED = /\{(\w+)(?::([^{}]*))?\}/g;

/**
 * Reads a template such as `{class}, {startsAt:EEE d MMM}`. A field that is a time may have a pattern. Throws
 * UsageError.
 */
export function parseTemplate<T>(text: string, fields: TemplateFields<T>): Template<T> {
  const parts: Template<T>[] = [];
  let end = 0;
  for (const { 0: whole, 1: name = '', 2: pattern, index } of text.matchAll(NAMED)) {
    const between = text.slice(end, index);
    parts.push(() => between, toPart(name, pattern, fields));
    end = index + whole.length;
  }
  const rest = text.slice(end);
  return (thing, style) => printable(parts.map((part) => part(thing, style)).join('') + rest);
}

/** One line for each thing. */
export function renderLines<T>(things: readonly T[], template: Template<T>, style: Style): string {
  return things.map((thing) => template(thing, style)).join('\n');
}

function toPart<T>(name: string, pattern: string | undefined, fields: TemplateFields<T>): Template<T> {
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (!field) throw badTemplate(`--format does not know {${name}}.`, Object.keys(fields));
  const { text, local } = field;
  if (pattern === undefined) return text;
  if (!local) {
    const times = Object.keys(fields).filter((each) => fields[each]?.local);
    throw badTemplate(`{${name}} is not a time, so --format cannot write it as “${pattern}”.`, times);
  }
  const write = readDatePattern(pattern);
  return (thing) => {
    const time = local(thing);
    return time === null ? '' : write(time);
  };
}

function badTemplate(fact: string, names: readonly string[]): UsageError {
  return new UsageError('bad_template', fact, `It knows ${listNames(names)}.`);
}

/** In characters. A hint is one line and must not be cut. */
const LONGEST_LIST = 200;

/** The names, as far as they fit on a line. Where there are more, the text tells where to find them. */
function listNames(names: readonly string[]): string {
  const words = names.map((name) => `{${name}}`);
  const all = words.join(' ');
  if (all.length <= LONGEST_LIST) return all;
  const end = all.lastIndexOf(' ', LONGEST_LIST);
  return `${all.slice(0, end)} and every other field that numina help json tells`;
}

/** The named fields of a public JSON shape. A missing value is empty. */
export function fieldsOf<T>(toJson: (thing: T) => object, names: readonly string[]): TemplateFields<T> {
  const field = (name: string): TemplateField<T> => {
    const wordFor = (thing: T) => (toJson(thing) as Record<string, unknown>)[name] ?? null;
    const text = (thing: T) => String(wordFor(thing) ?? '');
    if (!/At$|By$|^localDate$/.test(name)) return { text };
    // The text is ISO 8601 with an offset, so it begins with the wall time. A date alone means midnight.
    return { text, local: (thing) => wallTimeOf(text(thing)) };
  };
  return Object.fromEntries(names.map((name) => [name, field(name)]));
}

function wallTimeOf(iso: string): LocalDateTime | null {
  if (iso === '') return null;
  return iso.length === 10 ? `${iso}T00:00:00` : iso.slice(0, 19);
}
