import type { Requests } from './row.ts';

const OUT = { words: [], said: { format: 'ics', filter: {} }, isGoogleLink: false };

export const OTHER_SYSTEMS: Requests = {
  export: {
    right: [
      ['', OUT],
      ['next', { ...OUT, words: ['next'] }],
      [
        '-o yoga.ics --type yoga --from 2026-11-01 --omit-cancelled --local-times',
        {
          ...OUT,
          said: {
            ...{ format: 'ics', localTimes: true, omitCancelled: true },
            filter: { type: ['yoga'], from: '2026-11-01' },
          },
          file: 'yoga.ics',
        },
      ],
      ['--output all.ics', { ...OUT, file: 'all.ics' }],
      ['--vdir calendar', { ...OUT, folder: 'calendar' }],
      [
        "--format csv --delimiter ';' --bom",
        { ...OUT, said: { format: 'csv', delimiter: ';', bom: true, filter: {} } },
      ],
      ['--google next', { ...OUT, words: ['next'], isGoogleLink: true }],
    ],
    wrong: [
      ['--format xml', 'bad_choice'],
      ['--google', 'argument_missing'],
      ['--vdir calendar --format csv', 'two_outputs'],
      ['--vdir calendar -o x.ics', 'two_outputs'],
      ['--vdir calendar next', 'two_outputs'],
      ['--format ics --bom', 'wrong_option'],
      ['--format csv --delimiter ab', 'bad_delimiter'],
    ],
  },
  import: {
    right: [
      ['', { sources: [], said: {}, isScreen: false }],
      ['a.eml b.eml mails/', { sources: ['a.eml', 'b.eml', 'mails/'], said: {}, isScreen: false }],
      [
        '- --source classpass --type yoga --zone Europe/Berlin --date-format dmy --map-status "Late Cancel=cancelled" ' +
          '--all-day 08:00',
        {
          sources: ['-'],
          said: {
            ...{ source: 'classpass', type: 'yoga', zone: 'Europe/Berlin', allDay: '08:00' },
            ...{ dateFormat: 'dmy', mapStatus: ['Late Cancel=cancelled'] },
          },
          isScreen: false,
        },
      ],
      [
        "a.csv --since 2026-11-01 --horizon 2027-12-31 --only 'Spin*' --skip '*kids*' --map 'Spin*=type:spin' --save " +
          '--revive --dry-run',
        {
          sources: ['a.csv'],
          said: {
            ...{ since: '2026-11-01', horizon: '2027-12-31', only: ['Spin*'], skip: ['*kids*'] },
            ...{ map: ['Spin*=type:spin'], save: true, revive: true, dryRun: true },
          },
          isScreen: false,
        },
      ],
    ],
    wrong: [
      ['a.ics --zone Mars', 'unknown_zone'],
      ['a.ics --date-format ddmm', 'bad_choice'],
      ['a.ics --map-status late', 'bad_map_status'],
      ['a.ics --map Spin', 'bad_map'],
      ['a.ics --all-day noon-ish', 'when_not_understood'],
      ['a.ics --since never', 'when_not_understood'],
      ['a.ics --horizon never', 'when_not_understood'],
    ],
  },
  'mail waiting': { right: [['', null]], wrong: [['now', 'excess_arguments']] },
  'mail accept': {
    right: [
      ['', { ids: [], all: false }],
      ['3f2a 9f1c', { ids: ['3f2a', '9f1c'], all: false }],
      ['--all', { ids: [], all: true }],
    ],
    wrong: [['3f2a --yes', 'unknown_option']],
  },
  'mail refuse': {
    right: [
      ['', { ids: [], all: false }],
      ['3f2a', { ids: ['3f2a'], all: false }],
      ['--all', { ids: [], all: true }],
    ],
    wrong: [['--none', 'unknown_option']],
  },
  'mail block': {
    right: [
      ['', { sender: null, isRemoved: false }],
      ['studio.example', { sender: 'studio.example', isRemoved: false }],
      ['a@studio.example --remove', { sender: 'a@studio.example', isRemoved: true }],
    ],
    wrong: [
      ['--remove', 'argument_missing'],
      ['a.example b.example', 'excess_arguments'],
    ],
  },
  'mail try': {
    right: [['north.toml a.eml -', { format: 'north.toml', mails: ['a.eml', '-'] }]],
    wrong: [
      ['', 'argument_missing'],
      ['north.toml', 'argument_missing'],
    ],
  },
  'mail formats': {
    right: [
      ['', { name: null }],
      ['classpass', { name: 'classpass' }],
    ],
    wrong: [['a b', 'excess_arguments']],
  },
  sync: {
    right: [
      ['', { names: [] }],
      ['studio gym --force --revive --dry-run', { names: ['studio', 'gym'], force: true, revive: true, dryRun: true }],
    ],
    wrong: [['studio --save', 'unknown_option']],
  },
  'sync add': {
    right: [
      ['', { name: null, place: null, options: {} }],
      [
        'studio https://studio.example/a.ics --user ana --password-command "pass show x" --source gym --type yoga ' +
          '--zone Europe/Berlin --date-format dmy --map-status Late=cancelled --all-day 08:00 --since 2026-01-01 ' +
          "--only 'Y*' --skip 'k*' --map 'Y*=type:yoga'",
        {
          name: 'studio',
          place: 'https://studio.example/a.ics',
          options: {
            ...{ user: 'ana', passwordCommand: 'pass show x', source: 'gym', type: 'yoga', zone: 'Europe/Berlin' },
            ...{ dateFormat: 'dmy', mapStatus: ['Late=cancelled'], allDay: '08:00', since: '2026-01-01' },
            ...{ only: ['Y*'], skip: ['k*'], map: ['Y*=type:yoga'] },
          },
        },
      ],
      [
        'velo mindbody --site 123 --client 100 --zone Europe/Berlin --user ana --password-file /p ' +
          '--api-key-command "pass show m" --base-url https://mb.example',
        {
          name: 'velo',
          place: 'mindbody',
          options: {
            ...{ site: '123', client: '100', zone: 'Europe/Berlin', user: 'ana', passwordFile: '/p' },
            ...{ apiKeyCommand: 'pass show m', baseUrl: 'https://mb.example' },
          },
        },
      ],
      [
        'mail imaps://mail.example.com/INBOX --user ana@example.com --oauth-command "oama access ana" --since 30d ' +
          '--auth-server mx.example.com',
        {
          name: 'mail',
          place: 'imaps://mail.example.com/INBOX',
          options: {
            ...{ user: 'ana@example.com', oauthCommand: 'oama access ana', since: '30d' },
            authServer: 'mx.example.com',
          },
        },
      ],
      ['velo mindbody --api-key-file /k', { name: 'velo', place: 'mindbody', options: { apiKeyFile: '/k' } }],
    ],
    wrong: [
      ['studio https://studio.example/a.ics surplus', 'excess_arguments'],
      ['studio --horizon 2027-12-31', 'unknown_option'],
    ],
  },
  'sync list': { right: [['', null]], wrong: [['all', 'excess_arguments']] },
  'sync remove': {
    right: [
      ['studio', { name: 'studio', keepBookings: false }],
      ['studio --keep-bookings', { name: 'studio', keepBookings: true }],
    ],
    wrong: [['', 'argument_missing']],
  },
};
