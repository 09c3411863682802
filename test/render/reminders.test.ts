import { describe, expect, it } from 'vitest';
import type { Booking } from '../../src/bookings/booking.ts';
import { formatDaemonStatus } from '../../src/cli/daemon-text.ts';
import type { DaemonReport } from '../../src/daemon/daemon-report.ts';
import type { LedgerEntry, PlannedReminder } from '../../src/reminders/ledger-entry.ts';
import { DEFAULT_PREFERENCES, type ReminderPreferences } from '../../src/reminders/preferences.ts';
import { REASONS, WITHDRAWN } from '../../src/reminders/reasons.ts';
import type { WithBooking } from '../../src/reminders/reminder-overview.ts';
import { type LoggedReminder, renderReminderLog } from '../../src/render/reminder-log.ts';
import { type ReminderService, renderReminders } from '../../src/render/reminders.ts';
import type { Style } from '../../src/render/style.ts';
import { textWidth } from '../../src/render/width.ts';
import { bookingAt, COLOUR_PAINT, instantOf, styleOf, wallTimeAt } from './samples.ts';

// Golden pictures: read them as a person would.

const spin = bookingAt('2026-11-24T18:00', { cancelBy: instantOf('2026-11-24T16:00:00'), lateFee: 12_000 });
const vinyasa = bookingAt('2026-11-26T07:30', { className: 'Vinyasa Flow', classType: 'yoga', location: 'North' });
const workshop = bookingAt('2026-12-05T10:00', {
  className: 'Anatomy of the Shoulder: a Workshop for Teachers and the Curious',
});
const boxing = bookingAt('2026-11-23T19:00', { className: 'Boxing', location: 'Ring' });

const preferences: ReminderPreferences = {
  general: {
    ...DEFAULT_PREFERENCES.general,
    channels: ['desktop', 'webhook'],
    quietHours: { from: '22:00', to: '07:00' },
  },
  byType: new Map([
    ['yoga', { offsetsMinutes: [720, 30], channels: ['webhook'] }],
    ['boxing', { isEnabled: false }],
  ]),
};
const service: ReminderService = { isRunning: true, setUp: ['desktop', 'webhook'] };

function planned(
  booking: Booking | null,
  dueLocal: string,
  fields: Partial<PlannedReminder> = {},
): WithBooking<PlannedReminder> {
  const { id = 'gone', startsAt = instantOf('2026-11-25T10:00:00') } = booking ?? {};
  const dueAt = instantOf(`${dueLocal}:00`);
  const key = { bookingId: id, kind: 'class', offsetMinutes: 60, channel: 'desktop', machine: '', startsAt } as const;
  return { reminder: { ...key, dueAt, expiresAt: startsAt, entry: null, ...fields }, booking };
}

const upcoming: readonly WithBooking<PlannedReminder>[] = [
  planned(spin, '2026-11-24T15:00', { kind: 'cancel_by' }),
  planned(spin, '2026-11-24T15:00', { kind: 'cancel_by', channel: 'webhook' }),
  planned(vinyasa, '2026-11-25T19:30', { offsetMinutes: 720, channel: 'webhook' }),
  planned(vinyasa, '2026-11-26T07:00', { offsetMinutes: 30, channel: 'webhook' }),
  planned(workshop, '2026-12-04T10:00', { offsetMinutes: 1440 }),
  planned(workshop, '2026-12-04T10:00', { offsetMinutes: 1440, channel: 'webhook' }),
];

function logged(booking: Booking | null, dueLocal: string, fields: Partial<LedgerEntry> = {}): LoggedReminder {
  const { reminder } = planned(booking, dueLocal);
  const { expiresAt: _, entry: __, ...key } = reminder;
  const blank = { claimedAt: null, sentAt: null, nextAttemptAt: null, mayHaveArrived: false, reason: null };
  return { reminder: { ...key, ...blank, messageId: 'm', state: 'sent', attempts: 1, ...fields }, booking };
}

const at = (local: string): string => instantOf(`${local}:02`);
const log: readonly LoggedReminder[] = [
  logged(workshop, '2026-11-24T09:10', {
    state: 'pending',
    channel: 'email',
    nextAttemptAt: at('2026-11-24T09:14'),
    reason: 'The mail server at smtp.example.org did not answer within 10 s.',
  }),
  logged(spin, '2026-11-23T18:00', { offsetMinutes: 1440, sentAt: at('2026-11-23T18:00') }),
  logged(spin, '2026-11-23T18:00', { offsetMinutes: 1440, sentAt: at('2026-11-23T18:41'), channel: 'webhook' }),
  logged(boxing, '2026-11-23T18:00', { state: 'missed', reason: REASONS.begun }),
  logged(vinyasa, '2026-11-23T12:00', { state: 'skipped', kind: 'moved', offsetMinutes: 0, reason: WITHDRAWN.moved }),
  logged(boxing, '2026-11-22T19:00', { state: 'superseded', offsetMinutes: 1440, reason: REASONS.nearer }),
  logged(null, '2026-11-21T10:00', {
    state: 'failed',
    kind: 'cancel_by',
    channel: 'email',
    reason: '535 wrong password',
  }),
  logged(vinyasa, '2026-11-20T07:00', { state: 'unknown', channel: 'webhook', reason: REASONS.uncertain }),
];

const report: DaemonReport = {
  isRunning: true,
  status: {
    pid: 4711,
    version: '0.1.0',
    startedAt: at('2026-11-22T08:30'),
    lastTickAt: at('2026-11-24T09:11'),
    lastError: 'sending by email: The mail server at smtp.example.org did not answer within 10 s.',
    noticedOn: null,
  },
  next: upcoming[0] ?? null,
  log: '/home/ana/.local/state/numina/daemon.log',
};

const screens: Record<string, (style: Style) => string> = {
  reminders: (style) => renderReminders(preferences, upcoming, service, wallTimeAt, style),
  'reminders-none': (style) =>
    renderReminders(DEFAULT_PREFERENCES, [], { isRunning: false, setUp: ['desktop'] }, wallTimeAt, style),
  'reminders-log': (style) => renderReminderLog(log, wallTimeAt, style),
  'reminders-daemon': (style) => formatDaemonStatus(report, style),
  'reminders-daemon-off': (style) => formatDaemonStatus({ ...report, isRunning: false }, style),
};

it('counts the reminders it does not show', () => {
  const many = Array.from({ length: 13 }, (_, day) => planned(spin, `2026-12-${10 + day}T17:00`));
  expect(renderReminders(preferences, many, service, wallTimeAt, styleOf(80)).split('\n').at(-1)).toBe('and 3 more');
});

it('says only that reminders are off, where they are', () => {
  const off = { ...preferences, general: { ...preferences.general, isEnabled: false } };
  expect(renderReminders(off, [], service, wallTimeAt, styleOf(80)).split('\n')[1]).toBe('no reminders');
});

describe.each(Object.entries(screens))('%s', (name, render) => {
  it.each([40, 80, 160])('at %d columns', async (width) => {
    await expect(`${render(styleOf(width))}\n`).toMatchFileSnapshot(`../golden/${name}-${width}.txt`);
  });

  it('in ASCII, with a 12-hour clock', async () => {
    const text = render(styleOf(80, { unicode: false, clock: '12' }));
    expect(text).toMatch(/^[\x20-\x7e\n]*$/);
    await expect(`${text}\n`).toMatchFileSnapshot(`../golden/${name}-ascii.txt`);
  });

  it('in colour', async () => {
    const text = render(styleOf(80, { paint: COLOUR_PAINT }));
    await expect(`${text}\n`).toMatchFileSnapshot(`../golden/${name}-colour.txt`);
  });

  it.each([30, 40, 57, 80, 120])('stays within %d columns', (width) => {
    for (const style of [styleOf(width), styleOf(width, { unicode: false, clock: '12', paint: COLOUR_PAINT })]) {
      for (const line of render(style).split('\n')) expect(textWidth(line), line).toBeLessThanOrEqual(width);
    }
  });
});

describe('a channel that cannot work on this machine', () => {
  it.each([true, false])('is told with what is missing (unicode: %s)', (unicode) => {
    const broken = { ...service, problems: { desktop: 'no session bus' } };
    const text = renderReminders(DEFAULT_PREFERENCES, [], broken, wallTimeAt, styleOf(80, { unicode }));
    expect(text).toContain(unicode ? 'desktop ✗ no session bus' : 'desktop no session bus');
    expect(renderReminders(DEFAULT_PREFERENCES, [], service, wallTimeAt, styleOf(80))).toContain('desktop ✓');
  });
});
