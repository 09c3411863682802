import type { Requests } from './row.ts';

export const REMINDERS: Requests = {
  reminders: { right: [['', null]], wrong: [['now', 'excess_arguments']] },
  'reminders set': {
    right: [
      ['', { classType: null, isReset: false, fields: {} }],
      [
        '--before 24h,2h,30m --via desktop,webhook --quiet-hours 22:00-07:00',
        {
          ...{ classType: null, isReset: false },
          fields: {
            ...{ offsetsMinutes: [1440, 120, 30], channels: ['desktop', 'webhook'] },
            quietHours: { from: '22:00', to: '07:00' },
          },
        },
      ],
      [
        '--type yoga --enabled off --cancel-by 2h',
        { classType: 'yoga', isReset: false, fields: { isEnabled: false, cancelByOffsetsMinutes: [120] } },
      ],
      ['--type yoga --reset', { classType: 'yoga', isReset: true, fields: {} }],
    ],
    wrong: [
      ['--before never', 'bad_duration'],
      ['--via pigeon', 'unknown_channel'],
      ['--enabled maybe', 'bad_choice'],
      ['--quiet-hours night', 'bad_quiet_hours'],
      ['--reset --before 2h', 'type_missing'],
    ],
  },
  'reminders test': {
    right: [
      ['', { channels: [] }],
      ['desktop webhook', { channels: ['desktop', 'webhook'] }],
    ],
    wrong: [['pigeon', 'unknown_channel']],
  },
  'reminders log': {
    right: [
      ['', null],
      ['--limit 5', 5],
    ],
    wrong: [['--limit 0', 'bad_number']],
  },
  daemon: {
    right: [
      ['', { isOnce: false, standsBy: false, isJson: false }],
      ['--once --json', { isOnce: true, standsBy: false, isJson: true }],
      ['--stand-by', { isOnce: false, standsBy: true, isJson: false }],
    ],
    wrong: [['now', 'excess_arguments']],
  },
  'daemon run': {
    right: [
      ['--once', { isOnce: true, standsBy: false, isJson: false }],
      ['--stand-by', { isOnce: false, standsBy: true, isJson: false }],
    ],
    wrong: [['--twice', 'unknown_option']],
  },
  'daemon status': { right: [['', null]], wrong: [['now', 'excess_arguments']] },
  'daemon install': {
    right: [
      ['', { isPrint: false }],
      ['--print --db my.db --account ben', { databaseFile: 'my.db', account: 'ben', isPrint: true }],
    ],
    wrong: [['now', 'excess_arguments']],
  },
  'daemon uninstall': { right: [['', { isPrint: false }]], wrong: [['now', 'excess_arguments']] },
};
