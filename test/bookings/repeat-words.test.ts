import { expect, it } from 'vitest';
import { ruleOfWords } from '../../src/bookings/repeat-words.ts';

it.each([
  ['tue,thu', 'FREQ=WEEKLY;BYDAY=TU,TH'],
  ['thu, tue', 'FREQ=WEEKLY;BYDAY=TU,TH'],
  ['tue thu', 'FREQ=WEEKLY;BYDAY=TU,TH'],
  ['Tue/Thu & sat', 'FREQ=WEEKLY;BYDAY=TU,TH,SA'],
  ['every tuesday and thursday', 'FREQ=WEEKLY;BYDAY=TU,TH'],
  ['mon - fri', 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'],
  ['sat-mon', 'FREQ=WEEKLY;BYDAY=MO,SA,SU'],
  ['weekdays', 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'],
  ['weekends', 'FREQ=WEEKLY;BYDAY=SA,SU'],
  ['every weekday', 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'],
  ['every day', 'daily'],
  ['fortnightly', 'biweekly'],
  ['every two weeks', 'FREQ=WEEKLY;INTERVAL=2'],
  ['every 10 days', 'FREQ=DAILY;INTERVAL=10'],
  ['monthly', 'monthly'],
  ['tue,thursdy', 'tue,thursdy'],
  ['sometimes', 'sometimes'],
  ['', ''],
])('%j is %s', (words, rule) => {
  expect(ruleOfWords(words)).toBe(rule);
});
