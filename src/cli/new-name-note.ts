import { printable } from '../render/printable.ts';

/** A note for a new class whose name is nearly a known one. It may be a typing mistake. */
export function newNameNote(name: string, near: string): string {
  const [typed, known] = [name, near].map(printable);
  return `A new class; it resembles “${known}”, which you have booked before. numina undo takes it back; numina classes merge "${known}" "${typed}" makes them one.`;
}
