import { printable } from '../render/printable.ts';

/** Of a class just made whose name is nearly that of a known one: it may be a slip. */
export function newNameNote(name: string, near: string): string {
  const [typed, known] = [name, near].map(printable);
  return `A new class; it resembles “${known}”, which you have booked before. numina undo takes it back; numina classes merge "${known}" "${typed}" makes them one.`;
}
