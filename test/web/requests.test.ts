import { describe, expect, it } from 'vitest';
import { readProblem } from '../../src/web/api/ask.ts';
import { fieldProblems, sayProblem } from '../../src/web/api/problem.ts';
import { bookingRequest, EMPTY_DRAFT } from '../../src/web/book/booking-request.ts';
import { changesOf, formValues } from '../../src/web/booking/booking-edits.ts';
import { spin } from './booking-samples.ts';

describe('an edit', () => {
  const edited = (values: Record<string, string>) => changesOf(spin(), { ...formValues(spin()), ...values });

  it('sends only what was changed', () => {
    expect(edited({})).toBeNull();
    expect(edited({ location: 'North', lateFee: '9.5' })).toEqual({ location: 'North', lateFee: 9.5 });
  });

  it('sends date and time as one wall time, and an emptied field as null', () => {
    expect(edited({ date: '2026-11-25' })).toEqual({ startsAt: '2026-11-25T18:00' });
    expect(edited({ time: '19:15' })).toEqual({ startsAt: '2026-11-24T19:15' });
    expect(edited({ price: ' ' })).toEqual({ price: null });
  });

  it('shows a limit before the start as it can be said again', () => {
    expect(formValues(spin())['cancelBy']).toBe('12h');
    expect(formValues(spin({ cancelByMinutes: 90 }))['cancelBy']).toBe('1h30min');
    expect(formValues(spin({ cancelByMinutes: null }))['cancelBy']).toBe('2026-11-24 06:00');
  });
});

describe('a new booking', () => {
  it('leaves to the class what was not said', () => {
    expect(bookingRequest({ ...EMPTY_DRAFT, className: ' Spin 45 ', when: 'tue 18:00' })).toEqual({
      class: 'Spin 45',
      when: 'tue 18:00',
    });
  });

  it('sends the meaning that was chosen instead of the words', () => {
    const draft = { ...EMPTY_DRAFT, className: 'Spin', when: 'tue 6:30', startsAt: '2026-12-01T18:30:00.000+01:00' };
    expect(bookingRequest({ ...draft, isWaitlisted: true, more: { price: '18', url: '' } })).toEqual({
      class: 'Spin',
      startsAt: '2026-12-01T18:30:00.000+01:00',
      status: 'waitlisted',
      price: 18,
    });
  });
});

describe('a problem', () => {
  const problem = {
    status: 422,
    code: 'bad_duration',
    detail: 'The duration is no length of time',
    hint: 'Write it like 1h30.',
    errors: [{ pointer: '#/repeat/until', detail: 'There is no such day' }],
  };

  it('is said in sentences, with each wrong field by its name', () => {
    expect(sayProblem(problem)).toBe('The duration is no length of time. There is no such day. Write it like 1h30.');
    expect(fieldProblems(problem)).toEqual(new Map([['repeat.until', 'There is no such day.']]));
  });

  it('keeps hints for programs from people', () => {
    expect(sayProblem({ ...problem, errors: [], hint: 'PATCH /api/v1/bookings/{id} comes first.' })).toBe(
      'The duration is no length of time.',
    );
  });

  it('of a proxy in its own words is named by its status', () => {
    expect(readProblem(502, '<h1>Bad gateway</h1>')).toEqual({
      status: 502,
      code: 'unknown',
      detail: 'The server answered with 502.',
    });
  });
});
