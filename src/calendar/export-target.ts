import { UsageError } from '../errors.ts';
import { command, field, type Words, words } from '../words.ts';

/** Where an export goes and of what, as it was said; not checked yet. */
export interface SaidTarget {
  /** Whether one booking was named. */
  readonly isOfOne: boolean;
  readonly format: string | undefined;
  /** A file for the document. */
  readonly output: string | undefined;
  /** A folder with a file for each booking. */
  readonly vdir: string | undefined;
  /** Whether only a link for a Google calendar is wanted. */
  readonly google: boolean;
}

/** Checks that what was said of the target goes together. Throws UsageError. */
export function checkTarget({ isOfOne, format, output, vdir, google }: SaidTarget): void {
  if (google && !isOfOne) {
    const example = command('export', 'next', field('google'));
    throw new UsageError(
      'argument_missing',
      words`${field('google')} needs a booking.`,
      words`For example: ${example}`,
    );
  }
  if (output?.trim() === '') {
    throw new UsageError(
      'bad_file',
      'The name of the file is empty.',
      words`For example: ${field('output', 'classes.ics')}`,
    );
  }
  if (vdir === undefined) return;
  if (vdir.trim() === '') {
    throw new UsageError(
      'bad_folder',
      'The name of the folder is empty.',
      words`For example: ${field('vdir', 'calendar')}`,
    );
  }
  const other = besideFolder({ isOfOne, format, output, google });
  if (other === undefined) return;
  throw new UsageError('two_outputs', words`${field('vdir')} and ${other} exclude each other.`, 'Choose one.');
}

/** The folder is made to hold all that matches: one booking would remove the others, and the folder holds only .ics. */
function besideFolder({ isOfOne, format, output, google }: Omit<SaidTarget, 'vdir'>): Words | undefined {
  if (isOfOne) return 'a single booking';
  if (output !== undefined) return field('output');
  if (google) return field('google');
  return format !== undefined && format !== 'ics' ? field('format', format) : undefined;
}
