import { join } from 'node:path';
import { type Homes, type RunProgram, startIn, useHomes as useHomesOf } from '../support/home.ts';

export type { Home, Outcome, RunOptions } from '../support/home.ts';
export { NOW, namesOf, SEASON } from '../support/home.ts';

/** The shipped program, as people start it. */
export const PROGRAM = join(import.meta.dirname, '..', '..', 'bin', 'numina.js');

export const startProgram: RunProgram = (words, folder, options) =>
  startIn(folder, process.execPath, [PROGRAM, ...words], options);

/** Homes for the tests of a file, in which every command is a process of the shipped program. */
export function useHomes(): Homes {
  return useHomesOf(startProgram);
}
