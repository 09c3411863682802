import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, Player } from './player.ts';

// The class of all these tests begins on Tuesday, 24 November 2026, at 18:00 UTC, which is the home zone.
const START = '2026-11-24T18:00:00.000Z';
const at = (time: string) => `2026-11-${time}:00.000Z`;

/** A daemon that runs, a week before the class, which is booked by hand. */
function booked(settings: ConstructorParameters<typeof Player>[1] = {}, fields: Parameters<Player['put']>[0] = {}) {
  const player = new Player(at('17T12:00'), settings);
  player.put(fields);
  return player;
}

describe('a booked class', () => {
  it('is reminded of exactly at its offsets, and never again', () => {
    const player = booked();
    player.passTo(at('25T12:00'));
    expect(player.messages).toEqual(['class 1440 desktop', 'class 60 desktop']);
    expect(player.sent.map(({ atMs }) => Date.parse(START) - atMs)).toEqual([24 * HOUR, HOUR]);
  });

  it('is reminded of on every channel by itself', () => {
    const player = booked({ channels: ['desktop', 'email', 'webhook'], offsetsMinutes: [90] });
    player.passTo(START);
    expect(player.messages).toEqual(['class 90 desktop', 'class 90 email', 'class 90 webhook']);
  });

  it('counts exact hours, also where the clock changes in between', () => {
    // Berlin leaves summer time at 03:00 on 25 October: 24 h before 18:00 is 19:00 on the wall.
    const player = new Player('2026-10-20T00:00:00Z', {}, 'Europe/Berlin');
    player.put({ startsAt: '2026-10-25T17:00:00.000Z' });
    player.passTo('2026-10-25T17:00:00Z');
    expect(player.sent[0]?.atMs).toBe(Date.parse('2026-10-24T17:00:00Z'));
  });

  it.each(['waitlisted', 'attended', 'no_show'] as const)('is not reminded of while it is %s', (status) => {
    const player = booked({}, { status });
    player.passTo(at('25T12:00'));
    expect([player.messages, player.entries]).toEqual([[], []]);
  });

  it('is not reminded of where reminders are off, or no channel is left', () => {
    for (const settings of [{ isEnabled: false }, { channels: [] }, { offsetsMinutes: [] }]) {
      const player = booked(settings, { cancelBy: settings.offsetsMinutes ? null : at('24T06:00') });
      player.passTo(at('25T12:00'));
      expect([player.messages, player.entries]).toEqual([[], []]);
    }
  });
});

describe('a reminder found late', () => {
  it('is sent with what time is left', () => {
    const player = booked();
    player.isAwake = false;
    player.passTo(at('24T09:00'));
    player.isAwake = true;
    player.passTo(at('24T09:00'));
    expect(player.messages).toEqual(['class 1440 desktop']);
  });

  it('gives way to the nearest of several', () => {
    const player = booked();
    player.isAwake = false;
    player.passTo(at('24T17:30'));
    player.isAwake = true;
    player.look();
    expect(player.messages).toEqual(['class 60 desktop']);
    expect(player.stateOf('class', 1440)).toBe('superseded: a nearer one was due as well');
  });

  it('gives way to the next within 15 minutes, and not to one of 16', () => {
    for (const [minutes, messages] of [
      [15, []],
      [16, ['class 1440 desktop']],
    ] as const) {
      const player = booked();
      player.isAwake = false;
      player.passTo(Date.parse(START) - HOUR - minutes * MINUTE);
      player.isAwake = true;
      player.look();
      expect(player.messages).toEqual(messages);
    }
  });

  it('is sent where it is due this very minute, whatever comes next', () => {
    const player = booked({ offsetsMinutes: [60, 50] });
    player.passTo(START);
    expect(player.messages).toEqual(['class 60 desktop', 'class 50 desktop']);
  });

  it.each([
    [MINUTE, ['class 60 desktop']],
    [MINUTE + 1, []],
  ])('is late from a minute on: found %i ms after its time', (lateMs, messages) => {
    const player = booked({ offsetsMinutes: [60, 50] });
    player.isAwake = false;
    player.passTo(Date.parse(START) - HOUR + lateMs);
    player.isAwake = true;
    player.look();
    expect(player.messages).toEqual(messages);
  });

  it('is missed once the class has begun', () => {
    const player = booked();
    player.isAwake = false;
    player.passTo(START);
    player.isAwake = true;
    player.look();
    expect(player.messages).toEqual([]);
    expect([player.stateOf('class', 1440), player.stateOf('class', 60)]).toEqual(
      Array(2).fill('missed: the class had begun'),
    );
  });

  it('needs 10 minutes left for an email', () => {
    for (const [left, messages] of [
      [10, ['class 60 email']],
      [9, []],
    ] as const) {
      const player = booked({ channels: ['email'] });
      player.passTo(at('24T16:00'));
      player.isAwake = false;
      player.passTo(Date.parse(START) - left * MINUTE);
      player.isAwake = true;
      player.look();
      expect(player.messages.slice(1)).toEqual(messages);
    }
  });

  it('goes out on time as an email 10 minutes before, though a moment has passed', () => {
    const player = booked({ channels: ['email'], offsetsMinutes: [10] });
    player.isAwake = false;
    player.passTo(Date.parse(START) - 10 * MINUTE + 2000);
    player.isAwake = true;
    player.look();
    expect(player.messages).toEqual(['class 10 email']);
  });
});

describe('an offset already past', () => {
  it('is skipped where the class was booked by hand', () => {
    const player = new Player(at('24T12:00'));
    player.put({});
    player.passTo(START);
    expect(player.messages).toEqual(['class 60 desktop']);
    expect(player.stateOf('class', 1440)).toMatch(/^skipped: its time had passed/);
  });

  it('gives one reminder now where a source brought the class', () => {
    const player = new Player(at('24T17:30'));
    player.put({}, true);
    expect(player.messages).toEqual(['class 60 desktop']);
  });

  it('is skipped where the preference is new', () => {
    const player = booked();
    player.passTo(at('22T12:00'));
    player.prefer({ offsetsMinutes: [4320, 1440, 60] });
    expect(player.messages).toEqual([]);
    player.passTo(START);
    expect(player.messages).toEqual(['class 1440 desktop', 'class 60 desktop']);
  });

  it('is nothing at all for a class of the past', () => {
    const player = new Player(at('25T12:00'));
    player.put({});
    player.put({ id: 'b' }, true);
    expect([player.messages, player.entries]).toEqual([[], []]);
  });
});

describe('a class that is moved', () => {
  it('has new reminders, and one notice if anything had been sent', () => {
    const player = booked();
    player.passTo(at('24T12:00'));
    player.put({ startsAt: at('26T18:00') }, true);
    player.passTo(at('27T00:00'));
    expect(player.messages).toEqual([
      'class 1440 desktop',
      'moved 0 desktop',
      'class 1440 desktop',
      'class 60 desktop',
    ]);
  });

  it('has no notice where nothing had been sent', () => {
    const player = booked();
    player.put({ startsAt: at('26T18:00') }, true);
    expect(player.messages).toEqual([]);
  });

  it('has a notice that stands for the reminders it makes late', () => {
    const player = booked();
    player.passTo(at('24T12:00'));
    player.put({ startsAt: at('24T20:00') }, true);
    expect(player.messages).toEqual(['class 1440 desktop', 'moved 0 desktop']);
    expect(player.stateOf('class', 1440)).toBe('superseded: a nearer one was due as well');
  });

  it('has another notice when it is moved back', () => {
    const player = booked();
    player.passTo(at('24T12:00'));
    player.put({ startsAt: at('26T18:00') }, true);
    player.put({ startsAt: START }, true);
    player.passTo(at('24T17:30'));
    expect(player.messages).toEqual(['class 1440 desktop', 'moved 0 desktop', 'moved 0 desktop', 'class 60 desktop']);
  });

  it('has no message where it was moved and moved back before anybody looked', () => {
    const player = booked();
    player.passTo(at('24T12:00'));
    player.isAwake = false;
    player.put({ startsAt: at('26T18:00') }, true);
    player.put({ startsAt: START }, true);
    player.isAwake = true;
    player.look();
    expect(player.messages).toEqual(['class 1440 desktop']);
  });

  it('is not missed where a person corrects the time of a class that is over', () => {
    const player = booked();
    player.passTo(at('25T12:00'));
    player.put({ startsAt: at('24T17:00') });
    expect(player.entries.filter(({ state }) => state === 'missed')).toEqual([]);
  });
});

describe('a class that is cancelled', () => {
  const cancelled = (player: Player) =>
    player.put({ status: 'cancelled', cancelledAt: player.now, cancelBy: null }, true);

  it('has a notice where a reminder had gone out, and nothing after it', () => {
    const player = booked();
    player.passTo(at('24T12:00'));
    cancelled(player);
    player.passTo(at('25T00:00'));
    expect(player.messages).toEqual(['class 1440 desktop', 'cancelled 0 desktop']);
  });

  it('has no message where no reminder had been sent, or where it was over', () => {
    const [early, late] = [booked(), booked()];
    cancelled(early);
    late.passTo(at('24T20:00'));
    cancelled(late);
    early.passTo(at('25T00:00'));
    expect([early.messages, late.messages]).toEqual([[], ['class 1440 desktop', 'class 60 desktop']]);
  });

  it('has reminders again once it is booked again', () => {
    const player = booked();
    cancelled(player);
    player.put({ status: 'booked', cancelledAt: null });
    player.passTo(START);
    expect(player.messages).toEqual(['class 1440 desktop', 'class 60 desktop']);
  });

  it('takes what was to be tried again with it, until it is booked again', () => {
    const player = booked();
    player.enter({ state: 'pending', attempts: 3, reason: 'no bus', nextAttemptAt: at('24T17:05') });
    cancelled(player);
    expect(player.stateOf('class', 60)).toBe('skipped: the booking was cancelled');
    player.put({ status: 'booked', cancelledAt: null });
    player.passTo(START);
    expect(player.messages).toEqual(['class 1440 desktop', 'class 60 desktop']);
  });
});

describe('the warning before free cancellation ends', () => {
  it('comes an hour before the limit, and never after it', () => {
    const player = booked({}, { cancelBy: at('24T06:00') });
    player.passTo(START);
    expect(player.messages).toEqual(['class 1440 desktop', 'cancel_by 60 desktop', 'class 60 desktop']);
    const asleep = booked({}, { cancelBy: at('24T06:00') });
    asleep.isAwake = false;
    asleep.passTo(at('24T06:00'));
    asleep.isAwake = true;
    asleep.look();
    expect(asleep.stateOf('cancel_by', 60)).toBe('missed: the limit had passed');
  });

  it('takes in a class reminder due within an hour of it', () => {
    for (const cancelBy of [at('23T18:00'), at('23T20:00')]) {
      const player = booked({}, { cancelBy });
      player.passTo(START);
      expect(player.messages).toEqual(['cancel_by 60 desktop', 'class 60 desktop']);
      expect(player.stateOf('class', 1440)).toBe('superseded: part of the warning before the limit');
    }
    const apart = booked({}, { cancelBy: at('23T20:01') });
    apart.passTo(START);
    expect(apart.messages).toEqual(['class 1440 desktop', 'cancel_by 60 desktop', 'class 60 desktop']);
  });

  it('gives the class reminder back where it cannot be sent', () => {
    const player = booked({}, { cancelBy: at('23T20:00') });
    player.passTo(at('23T17:00'));
    player.put({ cancelBy: null });
    player.passTo(at('23T18:00'));
    expect(player.messages).toEqual(['class 1440 desktop']);
  });

  it('wins over a class reminder when both are found late', () => {
    const player = booked({}, { cancelBy: at('24T12:00') });
    player.isAwake = false;
    player.passTo(at('24T11:30'));
    player.isAwake = true;
    player.look();
    expect(player.messages).toEqual(['cancel_by 60 desktop']);
  });
});

describe('quiet hours', () => {
  const quietHours = { from: '22:00', to: '07:00' };
  const night = (offsetsMinutes: readonly number[], fields = {}) => booked({ quietHours, offsetsMinutes, ...fields });

  it('put off what is due in them to their end', () => {
    const player = night([900, 60]);
    player.passTo(START);
    expect(player.sent[0]?.atMs).toBe(Date.parse(at('24T07:00')));
  });

  it('bring it forward where that leaves less than 15 minutes to the next', () => {
    const [enough, short] = [night([900, 645]), night([900, 646])];
    for (const player of [enough, short]) player.passTo(START);
    expect(enough.sent[0]?.atMs).toBe(Date.parse(at('24T07:00')));
    expect(short.sent[0]?.atMs).toBe(Date.parse(at('23T21:59')));
  });

  it('hold neither below 3 hours nor on other channels', () => {
    const player = new Player(at('17T12:00'), { quietHours, offsetsMinutes: [179] });
    player.put({ startsAt: at('24T06:00') });
    player.passTo(at('24T06:00'));
    const mail = night([900], { channels: ['email'] });
    mail.passTo(START);
    expect(player.sent[0]?.atMs).toBe(Date.parse(at('24T03:01')));
    expect(mail.sent[0]?.atMs).toBe(Date.parse(at('24T03:00')));
  });

  it.each([
    [180, '24T07:00'],
    [179, '24T06:31'],
  ])('hold from exactly 3 hours before the start on: %i minutes', (offset, sentAt) => {
    const player = new Player(at('17T12:00'), { quietHours, offsetsMinutes: [offset] });
    player.put({ startsAt: at('24T09:30') });
    player.passTo(at('24T09:30'));
    expect(player.sent.map(({ atMs }) => atMs)).toEqual([Date.parse(at(sentAt))]);
  });

  it('hold for what is found late in them, unless it could not wait', () => {
    const [patient, pressed] = [night([1440, 60]), night([1440])];
    pressed.put({ startsAt: at('24T07:10') });
    for (const player of [patient, pressed]) {
      player.isAwake = false;
      player.passTo(at('23T23:00'));
      player.isAwake = true;
      player.look();
    }
    expect([patient.messages, pressed.messages]).toEqual([[], ['class 1440 desktop']]);
    patient.passTo(at('24T07:00'));
    expect(patient.messages).toEqual(['class 1440 desktop']);
  });

  it('are those of the home zone, also where its clock changes in the night', () => {
    // Berlin, 29 March 2026: 02:00 is 03:00. Quiet ends at 07:00 summer time, which is 05:00 UTC.
    const player = new Player('2026-03-20T00:00:00Z', { quietHours, offsetsMinutes: [900] }, 'Europe/Berlin');
    player.put({ startsAt: '2026-03-29T18:00:00.000Z' });
    player.passTo('2026-03-29T18:00:00Z');
    expect(player.sent[0]?.atMs).toBe(Date.parse('2026-03-29T05:00:00Z'));
  });
});

describe('a line of the ledger', () => {
  const retrying = { state: 'pending', attempts: 1, reason: 'no bus' } as const;

  it('waits for its next attempt', () => {
    const player = booked();
    player.passTo(at('24T17:00'));
    player.enter({ ...retrying, nextAttemptAt: at('24T17:30') });
    player.sent.length = 0;
    player.passTo(at('24T17:29'));
    expect(player.messages).toEqual([]);
    player.passTo(at('24T17:30'));
    expect(player.messages).toEqual(['class 60 desktop']);
  });

  it('says what kept it from being sent once it is missed', () => {
    const player = booked();
    player.passTo(at('24T17:00'));
    player.enter({ ...retrying, nextAttemptAt: at('24T18:30') });
    player.passTo(START);
    expect(player.stateOf('class', 60)).toBe('missed: the class had begun; before that: no bus');
  });

  it('is sent again where nobody knows what became of it, until the class begins', () => {
    const player = booked();
    player.passTo(at('24T17:00'));
    player.sent.length = 0;
    player.enter({ state: 'pending', attempts: 1, mayHaveArrived: true });
    player.isAwake = false;
    player.passTo(START);
    player.isAwake = true;
    player.look();
    expect(player.stateOf('class', 60)).toBe('unknown: an attempt ended without an answer');
  });

  it('is settled where its booking was deleted', () => {
    const player = booked();
    player.enter({ ...retrying, nextAttemptAt: at('24T18:30') });
    player.remove('a');
    expect(player.entries[0]).toMatchObject({ state: 'skipped', reason: 'the booking was deleted' });
  });
});
