import { type Requests, TEMPLATE } from './row.ts';

export const CALENDAR: Requests = {
  upcoming: {
    right: [
      ['', { request: { filter: {} }, template: null }],
      [
        '--days 7 --time evening --format {class}',
        { request: { days: '7', filter: { time: 'evening' } }, template: TEMPLATE },
      ],
    ],
    wrong: [
      ['--days 0', 'bad_number'],
      ['--days many', 'bad_number'],
      ['surplus', 'excess_arguments'],
    ],
  },
  next: {
    right: [
      ['', { template: TEMPLATE, withoutPlace: TEMPLATE, isScreen: false }],
      ["--format '{class} in {in}'", { template: TEMPLATE, withoutPlace: TEMPLATE, isScreen: false }],
    ],
    wrong: [
      ['--format {colour}', 'bad_template'],
      ['surplus', 'excess_arguments'],
    ],
  },
  calendar: {
    right: [
      ['', { filter: {} }],
      ['week +1', { view: 'week', date: '+1', filter: {} }],
      ['next week', { date: 'next week', filter: {} }],
      ['month 2026-12 --type yoga', { view: 'month', date: '2026-12', filter: { type: ['yoga'] } }],
      ['day 1 dec', { view: 'day', date: '1 dec', filter: {} }],
      ['-1', { date: '-1', filter: {} }],
    ],
    wrong: [
      ['fortnight', 'when_not_understood'],
      ['month 2026-13', 'when_impossible'],
      ['-999999999', 'when_impossible'],
    ],
  },
};
