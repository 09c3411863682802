import type { CommandSpec } from '../command.ts';

const BOOKING = { name: 'booking', doc: 'id, last, or words such as thu vinyasa', isRequired: true, isVariadic: true };

export const review: CommandSpec = {
  name: 'review',
  group: 'Attendance',
  summary: 'rate a class you attended',
  description:
    'One review for each class, however often you go; it may be changed for 30 days. numina classes shows the ratings of classes, instructors and places.',
  arguments: [BOOKING],
  options: [
    { flags: '--rating <n>', doc: '1 (poor) to 5 (excellent)' },
    { flags: '--text <text>', doc: 'what you thought of it; empty for none' },
  ],
  marksByHabit: true,
  examples: [
    { line: 'numina review vinyasa --rating 5 --text "the best hour of the week"', doc: 'with stars and words' },
  ],
  load: async () => ({ action: (await import('../actions/review.ts')).reviewAction }),
};

export const reviewList: CommandSpec = {
  name: 'review list',
  group: 'Attendance',
  summary: 'every review',
  marksByHabit: true,
  examples: [{ line: 'numina review list', doc: 'by when the class was' }],
  load: async () => ({ action: (await import('../actions/review.ts')).listAction }),
};

export const reviewPending: CommandSpec = {
  name: 'review pending',
  group: 'Attendance',
  summary: 'classes you attended and have not reviewed',
  marksByHabit: true,
  examples: [{ line: 'numina review pending', doc: 'each by its last booking' }],
  load: async () => ({ action: (await import('../actions/review.ts')).pendingAction }),
};

export const reviewDelete: CommandSpec = {
  name: 'review delete',
  group: 'Attendance',
  summary: 'take a review away',
  arguments: [BOOKING],
  marksByHabit: true,
  examples: [{ line: 'numina review delete vinyasa', doc: 'of the class of that name' }],
  load: async () => ({ action: (await import('../actions/review.ts')).deleteAction }),
};

export const reviewEligibility: CommandSpec = {
  name: 'review eligibility',
  group: 'Attendance',
  summary: 'whether a class can be reviewed, and why not',
  arguments: [BOOKING],
  marksByHabit: true,
  examples: [{ line: 'numina review eligibility last --json', doc: 'for a script' }],
  load: async () => ({ action: (await import('../actions/review.ts')).eligibilityAction }),
};
