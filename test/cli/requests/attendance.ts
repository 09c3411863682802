import { type Requests, TEMPLATE } from './row.ts';

const COUNTED = { show: 'stats', filter: {}, year: 2026, file: '' };

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
      ['--type yoga --from 2026-01-01', { ...COUNTED, filter: { types: ['yoga'], from: '2026-01-01' } }],
      ['--year 2025', { ...COUNTED, year: 2025, filter: { from: '2025-01-01', to: '2025-12-31' } }],
      ['--heatmap', { ...COUNTED, show: 'heatmap' }],
      [
        '--year 2026 --svg 2026.svg',
        { ...COUNTED, show: 'svg', filter: { from: '2026-01-01', to: '2026-12-31' }, file: '2026.svg' },
      ],
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
      ['', { filter: {}, isScreen: false, template: null }],
      [
        '--limit 2 --status no_show --format {class}',
        { filter: { statuses: ['no_show'] }, limit: 2, isScreen: false, template: TEMPLATE },
      ],
    ],
    wrong: [['--limit 0', 'bad_number']],
  },
  inbox: {
    right: [
      ['', { isScreen: false, template: null, settled: null }],
      ['--format {class}', { isScreen: false, template: TEMPLATE, settled: null }],
    ],
    wrong: [['now', 'excess_arguments']],
  },
  'pause add': {
    right: [
      ['today tomorrow', { from: '2026-11-24', to: '2026-11-25', reason: null }],
      ['2026-12-24 2027-01-03 --reason holidays', { from: '2026-12-24', to: '2027-01-03', reason: 'holidays' }],
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
      ['', { words: [] }],
      ['vinyasa --rating 5 --text "a calm hour"', { words: ['vinyasa'], rating: 5, text: 'a calm hour' }],
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
