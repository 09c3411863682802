/**
 * The suites that have a script and a budget of time of their own, each by the names of its files. Every other test file is
 * of the suite `main`, which `npm test` runs.
 */
export const SUITES: Readonly<Record<string, readonly string[]>> = {
  // Real mail servers, mailboxes over a bad line, mailboxes with many mails.
  mail: [
    'test/**/*imap*.test.ts',
    'test/**/imap/*.test.ts',
    'test/**/*mailbox.test.ts',
    'test/**/mailbox/!(*.property).test.ts',
  ],
  // Long random sequences, mutated input, and input that means harm.
  fuzz: ['test/**/*.property.test.ts', 'test/**/*hostile*.test.ts', 'test/**/mutated-*.test.ts'],
  // A server that fails under many writers: PostgreSQL killed, cut off, full.
  faults: ['test/faults/*.test.ts'],
};
