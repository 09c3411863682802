import type { CommandSpec } from '../command.ts';

export const next: CommandSpec = {
  name: 'next',
  group: 'Calendar',
  summary: 'the next class in one line, for a status bar',
  description:
    "The template knows {class}, {type}, {place}, {instructor}, {source}, {day}, {date}, {time}, {end}, {in}, {zone} and {id}, and what the JSON of a booking has: {startsAt}, {endsAt}, {status}, {price}, {notes} and so on. A time takes a pattern: {startsAt:EEE d MMM}, {end:HH:mm}, {startsAt:EEEE 'at' h:mm a}.",
  options: [{ flags: '--format <template>', doc: 'what to print' }],
  marksByHabit: true,
  examples: [
    { line: 'numina next', doc: 'Spin 45 · Today 18:00 · Velo · in 8 h 48 min' },
    { line: "numina next --format '{class} in {in}'", doc: 'just that' },
    { line: "numina next --format '{startsAt:EEE d MMM HH:mm} {class}'", doc: 'Tue 24 Nov 18:00 Spin 45' },
  ],
  load: () => import('../actions/next.ts'),
};
