import type { CommandSpec } from '../command.ts';

const group = 'The program';
const NAME = { name: 'name', doc: 'the account; without it that of --account, else the first' } as const;

export const accountLink: CommandSpec = {
  name: 'account link',
  group,
  summary: 'a link that signs one browser in, once',
  description:
    'For the web calendar of numina serve. The link is good for 15 minutes, as an invitation for up to 7 days, and for one browser, which then stays signed in for 30 days after it was used last. Whoever has it gets in: give it to that person alone.',
  arguments: [NAME],
  options: [{ flags: '--days <n>', doc: 'an invitation for 1 to 7 days' }],
  examples: [
    { line: 'numina account link', doc: 'with a code for the camera of a phone' },
    { line: 'numina account link local --days 3', doc: 'to send to the person' },
  ],
  load: async () => ({ action: (await import('../actions/account-link.ts')).action }),
};

export const tokenAdd: CommandSpec = {
  name: 'account token add',
  group,
  summary: 'an access token for a program or a phone',
  description:
    'A program sends it to numina serve as Authorization: Bearer TOKEN. It is shown this once; only its SHA-256 is kept.',
  arguments: [NAME],
  options: [
    { flags: '--label <text>', doc: 'what it is for, such as phone' },
    { flags: '--scope <scope>', doc: 'read (the default), or write for changes too', choices: ['read', 'write'] },
  ],
  examples: [
    { line: 'numina account token add --label "status bar"', doc: 'to look' },
    { line: 'numina account token add --label phone --scope write', doc: 'to book and mark as well' },
  ],
  load: async () => ({ action: (await import('../actions/account-token-add.ts')).action }),
};

export const tokenList: CommandSpec = {
  name: 'account token list',
  group,
  summary: 'the access tokens of an account, without their secrets',
  arguments: [NAME],
  examples: [{ line: 'numina account token list', doc: 'what each may do, and when it was used last' }],
  load: async () => ({ action: (await import('../actions/account-token-list.ts')).action }),
};

export const tokenRevoke: CommandSpec = {
  name: 'account token revoke',
  group,
  summary: 'end an access token at once',
  description: 'The id, or its beginning, is that of numina account token list. Of another account: --account NAME.',
  arguments: [{ name: 'id', doc: 'of the token', isRequired: true }],
  examples: [{ line: 'numina account token list', doc: 'shows the ids' }],
  load: async () => ({ action: (await import('../actions/account-token-revoke.ts')).action }),
};
