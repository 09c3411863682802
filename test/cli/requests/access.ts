import type { Requests } from './row.ts';

export const ACCESS: Requests = {
  'account link': {
    right: [
      ['', { name: undefined, days: undefined, isScreen: false }],
      ['ben --days 3', { name: 'ben', days: '3', isScreen: false }],
    ],
    wrong: [['ben anna', 'excess_arguments']],
  },
  'account token add': {
    right: [
      ['--label phone', { name: undefined, said: { label: 'phone', scope: undefined } }],
      ['ben --label phone --scope write', { name: 'ben', said: { label: 'phone', scope: 'write' } }],
    ],
    wrong: [
      ['', 'option_missing'],
      ['--label phone --scope all', 'invalid_argument'],
    ],
  },
  'account token list': {
    right: [
      ['', { name: undefined }],
      ['ben', { name: 'ben' }],
    ],
    wrong: [['ben anna', 'excess_arguments']],
  },
  'account token revoke': { right: [['9f1c', { id: '9f1c' }]], wrong: [['', 'argument_missing']] },
  'share add': {
    right: [
      ['family', { said: { name: 'family', filter: {} }, isScreen: false }],
      [
        'yoga --type yoga --type pilates --from today',
        { said: { name: 'yoga', filter: { type: ['yoga', 'pilates'], from: 'today' } }, isScreen: false },
      ],
    ],
    wrong: [
      ['', 'argument_missing'],
      ['family --status gone', 'bad_choice'],
    ],
  },
  'share list': { right: [['', null]], wrong: [['family', 'excess_arguments']] },
  'share remove': { right: [['family', { name: 'family' }]], wrong: [['', 'argument_missing']] },
};
