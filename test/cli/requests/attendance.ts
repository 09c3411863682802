import { type Requests, TEMPLATE } from './row.ts';

const COUNTED = { show: 'stats', request: { filter: {} }, file: '' };
const REMEMBERED = { filter: {}, isBrief: false };

export const ATTENDANCE: Requests = {
  streak: {
    right: [
      ['', { isExplained: false }],
      ['--explain', { isExplained: true }],
    ],
    wrong: [['yoga', 'excess_arguments']],
  },
  stats: {
    right: [
      ['', COUNTED],
      ['--type yoga --from 2026-01-01', { ...COUNTED, request: { filter: { type: ['yoga'], from: '2026-01-01' } } }],
      ['--year 2025', { ...COUNTED, request: { filter: {}, year: '2025' } }],
      ['--heatmap', { ...COUNTED, show: 'heatmap' }],
      ['--year 2026 --svg 2026.svg', { show: 'svg', request: { filter: {}, year: '2026' }, file: '2026.svg' }],
      ['--verify', { ...COUNTED, show: 'verify' }],
    ],
    wrong: [
      ['--year 26', 'bad_year'],
      ['--year 2026 --from 2026-01-01', 'two_periods'],
      ['--heatmap --verify', 'two_views'],
      ['--svg ""', 'bad_file'],
    ],
  },
  achievements: { right: [['', null]], wrong: [['all', 'excess_arguments']] },
  history: {
    right: [
      ['', { request: REMEMBERED, isScreen: false, template: null }],
      [
        '--limit 2 --status no_show --format {class}',
        {
          request: { ...REMEMBERED, filter: { status: ['no_show'] }, limit: '2' },
          ...{ isScreen: false, template: TEMPLATE },
        },
      ],
    ],
    wrong: [['--limit 0', 'bad_number']],
  },
  inbox: {
    right: [
      ['', { isScreen: false, template: null, person: null }],
      ['--format {class}', { isScreen: false, template: TEMPLATE, person: null }],
    ],
    wrong: [['now', 'excess_arguments']],
  },
  'pause add': {
    right: [
      ['today tomorrow', { days: { from: 'today', to: 'tomorrow' }, reason: null }],
      [
        '2026-12-24 2027-01-03 --reason holidays',
        { days: { from: '2026-12-24', to: '2027-01-03' }, reason: 'holidays' },
      ],
    ],
    wrong: [
      ['', 'argument_missing'],
      ['2026-12-24', 'argument_missing'],
      ['never 2026-12-01', 'when_not_understood'],
    ],
  },
  'pause list': { right: [['', null]], wrong: [['all', 'excess_arguments']] },
  'pause remove': { right: [['2026-08-10', { reference: '2026-08-10' }]], wrong: [['', 'argument_missing']] },
  review: {
    right: [
      ['', { words: [], request: {} }],
      [
        'vinyasa --rating 5 --text "a calm hour"',
        { words: ['vinyasa'], request: { rating: '5', text: 'a calm hour' } },
      ],
    ],
    wrong: [['vinyasa --rating 6', 'bad_rating']],
  },
  'review list': { right: [['', null]], wrong: [['all', 'excess_arguments']] },
  'review pending': { right: [['', null]], wrong: [['all', 'excess_arguments']] },
  'review delete': {
    right: [
      ['', { words: [] }],
      ['vinyasa', { words: ['vinyasa'] }],
    ],
    wrong: [],
  },
  'review eligibility': {
    right: [
      ['', { words: [] }],
      ['last', { words: ['last'] }],
    ],
    wrong: [],
  },
};
