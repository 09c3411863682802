import type { Slot } from './mail-format.ts';

/** A pattern as a format writes it. */
export function patternText(pattern: RegExp): string {
  return pattern.source.replaceAll('\\/', '/');
}

/** An order of lines as a format writes it. */
export function slotsText(slots: readonly Slot[]): string {
  return slots.map(({ field, isOptional }) => `${field}${isOptional ? '?' : ''}`).join(' ');
}
