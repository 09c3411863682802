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
    wrong: [
      ['', 'argument_missing'],
      ['/backups/my.db --account ben', 'no_account_here'],
    ],
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
  serve: {
    right: [
      [
        '',
        {
          request: { host: '127.0.0.1', port: 6464, baseUrl: null, hasReminders: true },
          isJson: false,
          isScreen: false,
        },
      ],
      [
        '--host 0.0.0.0 --port 0 --base-url https://numina.example/ --no-reminders --json',
        {
          request: { host: '0.0.0.0', port: 0, baseUrl: 'https://numina.example', hasReminders: false },
          isJson: true,
          isScreen: false,
        },
      ],
      [
        '--host 0.0.0.0 --insecure',
        { request: { host: '0.0.0.0', port: 6464, baseUrl: null, hasReminders: true }, isJson: false, isScreen: false },
      ],
      [
        '--host ::1',
        { request: { host: '::1', port: 6464, baseUrl: null, hasReminders: true }, isJson: false, isScreen: false },
      ],
    ],
    wrong: [
      ['--host 0.0.0.0', 'not_encrypted'],
      ['--host 192.168.1.2 --base-url http://numina.example', 'not_encrypted'],
      ['--port 65536', 'bad_number'],
      ['--base-url numina.example', 'bad_base_url'],
      ['--base-url https://numina.example/path', 'bad_base_url'],
      ['now', 'excess_arguments'],
    ],
  },
  demo: {
    right: [['', null]],
    wrong: [
      ['now', 'excess_arguments'],
      ['--account ben', 'no_account_here'],
    ],
  },
};
