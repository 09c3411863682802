import { describe, expect, it } from 'vitest';
import { planAlarms } from '../../src/reminders/calendar-alarms.ts';
import { DEFAULT_PREFERENCES } from '../../src/reminders/preferences.ts';
import { sampleBooking } from '../support/booking-samples.ts';

const { general } = DEFAULT_PREFERENCES;
const SPIN = sampleBooking({ className: 'Spin 45', location: 'Velo', cancelBy: null, cancelByMinutes: null });

describe('the alarms of a calendar file', () => {
  it('are the reminders of the class, the earliest first', () => {
    expect(planAlarms(SPIN, general)).toEqual([
      { minutesBefore: 1440, description: 'Spin 45, Velo' },
      { minutesBefore: 60, description: 'Spin 45, Velo' },
    ]);
  });

  it('warn before the end of free cancellation', () => {
    const limited = { ...SPIN, cancelBy: new Date(Date.parse(SPIN.startsAt) - 12 * 3_600_000).toISOString() };
    expect(planAlarms(limited, general).map(({ minutesBefore }) => minutesBefore)).toEqual([1440, 13 * 60, 60]);
    expect(planAlarms(limited, general)[1]?.description).toBe('Last chance to cancel free: Spin 45, Velo');
  });

  it('are left out where reminders are off', () => {
    expect(planAlarms(SPIN, { ...general, isEnabled: false })).toEqual([]);
  });
});
