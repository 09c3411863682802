import { type Requests, TEMPLATE } from './row.ts';

const BOOKED = { fields: {}, status: 'booked', repeat: {}, isNewClass: false, isForced: false };
const LISTED = { filter: {}, isReversed: false, isAroundToday: false };
const EDITED = { fields: {}, isForced: false };
const STEPS = { isList: false, count: 1, feed: null, isSure: false };

export const BOOKINGS: Requests = {
  book: {
    right: [
      ['', { words: [], options: BOOKED }],
      ['"Vinyasa Flow" tomorrow 18:00', { words: ['Vinyasa Flow', 'tomorrow', '18:00'], options: BOOKED }],
      [
        'Yoga --at 2026-12-02T18:00 --duration 1h30 --type yoga --location "Studio North" --instructor Ana ' +
          '--source classpass --external-id CP-7 --zone Europe/Berlin',
        {
          words: ['Yoga'],
          at: '2026-12-02T18:00',
          options: {
            ...BOOKED,
            fields: {
              ...{ durationMinutes: '1h30', type: 'yoga', location: 'Studio North', instructor: 'Ana' },
              ...{ source: 'classpass', externalId: 'CP-7', zone: 'Europe/Berlin' },
            },
          },
        },
      ],
      [
        'Yoga fri 18:00 --price 14 --currency EUR --late-fee 12 --cancel-by 12h --url https://a.example/v --notes mat',
        {
          words: ['Yoga', 'fri', '18:00'],
          options: {
            ...BOOKED,
            fields: { price: '14', currency: 'EUR', lateFee: '12', url: 'https://a.example/v', notes: 'mat' },
            cancelBy: '12h',
          },
        },
      ],
      [
        'Boxing tue 19:00 --repeat weekly --count 6 --attended',
        {
          words: ['Boxing', 'tue', '19:00'],
          options: { ...BOOKED, status: 'attended', repeat: { rule: 'weekly', count: '6' } },
        },
      ],
      [
        'Boxing tue 19:00 --repeat tue,thu --until 2026-12-31 --waitlisted --new --force',
        {
          words: ['Boxing', 'tue', '19:00'],
          options: {
            ...{ fields: {}, status: 'waitlisted', isNewClass: true, isForced: true },
            repeat: { rule: 'tue,thu', until: '2026-12-31' },
          },
        },
      ],
    ],
    wrong: [
      ['Yoga --attended --waitlisted', 'two_statuses'],
      ['Yoga tomorrow 18:00 --duration 0', 'bad_number'],
      ['Yoga tomorrow 18:00 --price 1.250', 'bad_amount'],
      ['Yoga tomorrow 18:00 --price much', 'bad_amount'],
      ['Yoga tomorrow 18:00 --currency euros', 'bad_currency'],
      ['Yoga tomorrow 18:00 --late-fee NaN', 'bad_amount'],
      ['Yoga tomorrow 18:00 --zone Mars', 'unknown_zone'],
      ['Yoga tomorrow 18:00 --url javascript:alert(1)', 'bad_url'],
      ['Yoga tomorrow 18:00 --repeat weekly --count 0', 'bad_number'],
      ['Yoga tomorrow 18:00 --repeat weekly --until soonish', 'when_not_understood'],
      ['Yoga tomorrow 18:00 --count 3', 'repeat_missing'],
      ['Yoga --at', 'option_missing_argument'],
    ],
  },
  again: {
    right: [
      ['', { reference: 'last', isForced: false }],
      ['spin thu', { reference: 'spin', when: 'thu', isForced: false }],
      ['"spin 45" --at "thu 18:00" --force', { reference: 'spin 45', when: 'thu 18:00', isForced: true }],
    ],
    wrong: [['spin thu 18:00 --at "fri 18:00"', 'two_times']],
  },
  list: {
    right: [
      ['', { request: LISTED, isScreen: false, template: null }],
      [
        '--type yoga --type spin --location velo --source classpass --status no-show --instructor Ana',
        {
          request: {
            ...LISTED,
            filter: {
              ...{ type: ['yoga', 'spin'], location: ['velo'], source: ['classpass'] },
              ...{ status: ['no-show'], instructor: ['Ana'] },
            },
          },
          isScreen: false,
          template: null,
        },
      ],
      [
        '--exclude type=yoga --from 2026-11-01 --to 2026-12 --time 18:00-19:00 --search towel',
        {
          request: {
            ...LISTED,
            filter: {
              ...{ exclude: ['type=yoga'], from: '2026-11-01', to: '2026-12' },
              ...{ time: '18:00-19:00', search: 'towel' },
            },
          },
          isScreen: false,
          template: null,
        },
      ],
      [
        "--limit 2 --sort class --reverse --format '{class} {startsAt:EEE d MMM}'",
        {
          request: { ...LISTED, limit: '2', sort: 'class', isReversed: true },
          isScreen: false,
          template: TEMPLATE,
        },
      ],
    ],
    wrong: [
      ['surplus', 'excess_arguments'],
      ['--limit 0', 'bad_number'],
      ['--sort colour', 'bad_choice'],
      ['--status done', 'bad_choice'],
      ['--from never', 'when_not_understood'],
      ['--from 2026-12-01 --to 2026-11-01', 'empty_range'],
      ['--time noonish', 'bad_time_range'],
      ['--exclude yoga', 'bad_exclude'],
      ['--exclude colour=red', 'bad_choice'],
      ['--format {colour}', 'bad_template'],
      ['--color sometimes', 'invalid_argument'],
    ],
  },
  show: {
    right: [
      ['', { words: [], template: null }],
      ['thu vinyasa', { words: ['thu', 'vinyasa'], template: null }],
      ['next --format {class}', { words: ['next'], template: TEMPLATE }],
    ],
    wrong: [['next --format {colour}', 'bad_template']],
  },
  edit: {
    right: [
      ['next tomorrow 19:00', { references: ['next'], request: { ...EDITED, when: 'tomorrow 19:00' } }],
      ['next -30m', { references: ['next'], request: { ...EDITED, when: '\u221230m' } }],
      [
        '"thu vinyasa" --at "fri 19:00" --name Yin --status waitlisted --cancel-by 3h --notes "" --force',
        {
          references: ['thu vinyasa'],
          request: {
            ...{ name: 'Yin', when: 'fri 19:00', cancelBy: '3h', status: 'waitlisted' },
            ...{ fields: { notes: '' }, isForced: true },
          },
        },
      ],
      [
        'next --duration 45 --type yoga --location North --instructor Ana --source gym --external-id G-1 --zone UTC',
        {
          references: ['next'],
          request: {
            ...EDITED,
            fields: {
              ...{ durationMinutes: '45', type: 'yoga', location: 'North', instructor: 'Ana' },
              ...{ source: 'gym', externalId: 'G-1', zone: 'UTC' },
            },
          },
        },
      ],
      [
        'next --price 14 --currency EUR --late-fee 12 --url https://a.example/v',
        {
          references: ['next'],
          request: {
            ...EDITED,
            fields: { price: '14', currency: 'EUR', lateFee: '12', url: 'https://a.example/v' },
          },
        },
      ],
    ],
    wrong: [
      ['next', 'nothing_to_edit'],
      ['next --duration 0', 'bad_number'],
      ['next --status done', 'bad_choice'],
      ['next --name ""', 'empty_text'],
      ['next tomorrow 19:00 --at fri', 'two_times'],
    ],
  },
  attend: {
    right: [
      ['', { references: [] }],
      ['"thu vinyasa" last', { references: ['thu vinyasa', 'last'] }],
    ],
    wrong: [['last --fee 3', 'unknown_option']],
  },
  cancel: {
    right: [
      ['next', { references: ['next'] }],
      [
        'next "sat yin" --reason flu --at "2026-11-24 08:00" --fee 10',
        { references: ['next', 'sat yin'], reason: 'flu', at: '2026-11-24 08:00', feePaid: '10' },
      ],
    ],
    wrong: [['next --fee much', 'bad_amount']],
  },
  'no-show': {
    right: [
      ['last', { references: ['last'] }],
      ['last --fee 0', { references: ['last'], feePaid: '0' }],
    ],
    wrong: [['last --fee -3', 'bad_amount']],
  },
  delete: {
    right: [
      ['last', { references: ['last'], isSure: false }],
      ['last "mon barre" -y', { references: ['last', 'mon barre'], isSure: true }],
      ['last --yes', { references: ['last'], isSure: true }],
    ],
    wrong: [['last --force', 'unknown_option']],
  },
  undo: {
    right: [
      ['', STEPS],
      ['3 --yes', { ...STEPS, count: 3, isSure: true }],
      ['--list', { ...STEPS, isList: true, count: 20 }],
      ['--list 1000', { ...STEPS, isList: true, count: 1000 }],
      ['--sync studio', { ...STEPS, feed: 'studio' }],
    ],
    wrong: [
      ['0', 'bad_number'],
      ['many', 'bad_number'],
      ['1001', 'bad_number'],
      ['1 2', 'excess_arguments'],
    ],
  },
  redo: {
    right: [
      ['', STEPS],
      ['2 -y', { ...STEPS, count: 2, isSure: true }],
      ['2 --yes', { ...STEPS, count: 2, isSure: true }],
    ],
    wrong: [['1001', 'bad_number']],
  },
  classes: {
    right: [
      ['', { part: '', template: null }],
      ['spin', { part: 'spin', template: null }],
      ['--format {name}', { part: '', template: TEMPLATE }],
    ],
    wrong: [['--format {colour}', 'bad_template']],
  },
  'classes rename': {
    right: [
      ['Boxing "Boxing Basics"', { words: ['Boxing', 'Boxing Basics'], isEverywhere: false }],
      ['"Spin 45" Spin --everywhere', { words: ['Spin 45', 'Spin'], isEverywhere: true }],
    ],
    wrong: [
      ['', 'argument_missing'],
      ['Boxing', 'argument_missing'],
    ],
  },
  'classes merge': {
    right: [
      ['Reformer Barre', { words: ['Reformer', 'Barre'], isEverywhere: false }],
      ['Reformer Barre --everywhere', { words: ['Reformer', 'Barre'], isEverywhere: true }],
    ],
    wrong: [['Reformer', 'argument_missing']],
  },
};
