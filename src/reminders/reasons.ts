import { EMAIL_NEEDS_MINUTES } from './preferences.ts';

/** Reasons why a reminder is no longer wanted. It may be wanted again later, after an undo or a move back. */
export const WITHDRAWN = {
  deleted: 'the booking was deleted',
  cancelled: 'the booking was cancelled',
  moved: 'the class was moved',
  unbooked: 'the booking is not a booked place any more',
  unwanted: 'the preferences do not ask for it any more',
} as const;

/** Other reasons why a reminder was not sent; people read them in the log. */
export const REASONS = {
  begun: 'the class had begun',
  limitPassed: 'the limit had passed',
  folded: 'part of the warning before the limit',
  nearer: 'a nearer one was due as well',
  nextSoon: 'found late, and the next was due within 15 minutes',
  mailTooLate: `found late, with less than ${EMAIL_NEEDS_MINUTES} minutes left for an email`,
  uncertain: 'an attempt ended without an answer',
  pastWhenMade: 'its time had passed when the booking or the preference was made',
} as const;
