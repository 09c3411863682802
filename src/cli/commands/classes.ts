import type { CommandSpec, OptionSpec } from '../command.ts';
import { FORMAT_OPTION } from '../shared-options.ts';

const EVERYWHERE: OptionSpec = { flags: '--everywhere', doc: 'also in the bookings recorded so far' };

export const classes: CommandSpec = {
  name: 'classes',
  group: 'Bookings',
  summary: 'the catalogue of classes booked before',
  arguments: [{ name: 'name', doc: 'only those with this in their name' }],
  options: [{ ...FORMAT_OPTION, doc: "a line for each, such as '{class} {lastAt:d MMM yyyy}'" }],
  marksByHabit: true,
  examples: [{ line: 'numina classes', doc: 'everything you have booked, with what it lends the next booking' }],
  load: async () => ({ action: (await import('../actions/classes.ts')).listAction }),
};

export const classesRename: CommandSpec = {
  name: 'classes rename',
  group: 'Bookings',
  summary: 'give a class another name',
  description:
    'Existing bookings keep the old name, unless --everywhere is given. An import or a feed with the old name creates that class again; numina import --map "OLD=name:NEW" --save turns it into the new one.',
  arguments: [
    { name: 'old', doc: 'its name; "Yoga @ North" where several are called so; or its id', isRequired: true },
    { name: 'new', doc: 'what it is to be called', isRequired: true },
  ],
  options: [EVERYWHERE],
  marksByHabit: true,
  examples: [
    { line: 'numina classes rename Boxing "Boxing Basics"', doc: 'from the next booking on' },
    { line: 'numina classes rename "Spin 45" Spin --everywhere', doc: 'a name that was wrong from the beginning' },
  ],
  load: async () => ({ action: (await import('../actions/classes.ts')).renameAction }),
};

export const classesMerge: CommandSpec = {
  name: 'classes merge',
  group: 'Bookings',
  summary: 'make one class of two',
  description:
    'The bookings of the second class become bookings of the first, and the second leaves the catalogue. Existing bookings keep their name and place, unless --everywhere is given. An import or a feed with the second name creates that class again; numina import --map "OTHER=name:CLASS" --save turns it into the first.',
  arguments: [
    {
      name: 'class',
      doc: 'the one that stays; "Yoga @ North" where several are called so; or its id',
      isRequired: true,
    },
    { name: 'other', doc: 'the one that goes', isRequired: true },
  ],
  options: [EVERYWHERE],
  marksByHabit: true,
  examples: [
    { line: 'numina classes merge Reformer Barre', doc: 'what was booked as Barre is now of Reformer' },
    { line: 'numina classes merge "Yin @ Studio North" Barre --everywhere', doc: 'and is called so' },
  ],
  load: async () => ({ action: (await import('../actions/classes.ts')).mergeAction }),
};
