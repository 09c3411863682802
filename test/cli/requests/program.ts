import type { Requests } from './row.ts';

export const PROGRAM: Requests = {
  'account add': {
    right: [
      ['ben', { name: 'ben' }],
      [
        'ben --email ben@example.com --zone Europe/Berlin',
        { name: 'ben', email: 'ben@example.com', zone: 'Europe/Berlin' },
      ],
    ],
    wrong: [
      ['', 'argument_missing'],
      ['ben anna', 'excess_arguments'],
    ],
  },
  'account list': { right: [['', null]], wrong: [['ben', 'excess_arguments']] },
  'account rename': {
    right: [['local ana', { name: 'local', newName: 'ana' }]],
    wrong: [['local', 'argument_missing']],
  },
  'account remove': {
    right: [
      ['ben', { name: 'ben', isSure: false }],
      ['ben --yes', { name: 'ben', isSure: true }],
    ],
    wrong: [['', 'argument_missing']],
  },
  'config list': { right: [['', null]], wrong: [['all', 'excess_arguments']] },
  'config get': { right: [['zone', { key: 'zone' }]], wrong: [['', 'argument_missing']] },
  'config set': {
    right: [
      ['zone Europe/Berlin', { key: 'zone', text: 'Europe/Berlin', from: null }],
      ['weekly_target 3 --from 2026-12-07', { key: 'weekly_target', text: '3', from: '2026-12-07' }],
    ],
    wrong: [
      ['', 'argument_missing'],
      ['zone', 'argument_missing'],
      ['colour red', 'unknown_setting'],
    ],
  },
  'config unset': { right: [['clock', { key: 'clock' }]], wrong: [['', 'argument_missing']] },
  'config edit': { right: [['', { editor: null }]], wrong: [['zone', 'excess_arguments']] },
  'config path': { right: [['', null]], wrong: [['zone', 'excess_arguments']] },
  doctor: {
    right: [
      ['', { mends: false }],
      ['--fix', { mends: true }],
    ],
    wrong: [['database', 'excess_arguments']],
  },
  backup: {
    right: [
      ['', undefined],
      ['my.db', 'my.db'],
    ],
    wrong: [['""', 'bad_file']],
  },
  restore: {
    right: [
      ['/backups/my.db', { file: '/backups/my.db', isSure: false }],
      ['/backups/my.db --yes', { file: '/backups/my.db', isSure: true }],
    ],
    wrong: [['', 'argument_missing']],
  },
  'db status': { right: [['', null]], wrong: [['all', 'excess_arguments']] },
  'db move': {
    right: [
      ['moved.db', { to: 'moved.db' }],
      ['postgres://db.example/numina', { to: 'postgres://db.example/numina' }],
    ],
    wrong: [
      ['', 'argument_missing'],
      ['a.db b.db', 'excess_arguments'],
    ],
  },
  'db init': {
    right: [
      ['', { role: null }],
      ['--role studio', { role: 'studio' }],
    ],
    wrong: [
      ['now', 'excess_arguments'],
      ['--role ""', 'bad_role'],
    ],
  },
  'db migrate': { right: [['', null]], wrong: [['all', 'excess_arguments']] },
  'help json': {
    right: [
      ['', ''],
      ['book', 'book'],
    ],
    wrong: [['--frobnicate', 'unknown_option']],
  },
  demo: { right: [['', null]], wrong: [['now', 'excess_arguments']] },
};
