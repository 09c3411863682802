import { FailureError } from '../../errors.ts';
import { addDays, type LocalDate } from '../../time/civil.ts';
import { field, type Words, words } from '../../words.ts';
import { decodeText } from '../decode-text.ts';
import { fingerprintOf } from '../fingerprint.ts';
import {
  type Cancellation,
  type Identity,
  type IncomingBooking,
  type ReadResult,
  reasonOf,
  type SeriesListing,
  type Skip,
} from '../incoming.ts';
import { cutComponents, type IcsCalendar, type IcsComponent } from './ics-components.ts';
import { type IcsEvent, type IcsHead, isWanted, readEvent, readHead, readUid, versionOfHead } from './ics-event.ts';
import { noteOf, type Tallied } from './ics-notes.ts';
import { expandSeries, isSeries, type Occurrence, type Reach, recurrenceIdOf, singleOf } from './ics-recurrence.ts';
import { type EventGroup, groupEvents } from './ics-versions.ts';
import { IcsZones } from './ics-zones.ts';

export interface CalendarReading {
  readonly homeZone: string;
  /** The zone for times that name none, instead of the home zone. */
  readonly zone?: string | undefined;
  /** `HH:MM`. If set, all-day events are taken, as classes that start at this time. */
  readonly allDayAt?: string | undefined;
  /** Series are taken between these local dates, both included. Single events are always taken. */
  readonly since: LocalDate;
  readonly horizon: LocalDate;
  /** Set for every class, whatever the file says. */
  readonly source?: string | undefined;
  readonly type?: string | undefined;
}

/** Limits for one file: the number of instances of its series, and the effort to compute them. */
const MAX_INSTANCES = 100_000;
const MAX_EFFORT = 3_000_000;

/**
 * Reads an iCalendar file (RFC 5545) of any program. Every event that can be a class is taken; every other is skipped,
 * with the reason. Throws FailureError where the source is not a calendar.
 */
export function readCalendar(source: string | Uint8Array, options: CalendarReading): ReadResult {
  const text = typeof source === 'string' ? source : decodeText(source).text;
  const { isCalendar, events, calendars, cutOff, isCutOff } = cutComponents(text, isWanted);
  if (!isCalendar) throw notACalendar(text);
  const reading = new Reading(calendars, options);
  reading.take(events);
  if (cutOff) reading.skip(cutOff, 'The file ends in the middle of it.');
  return { ...reading.finish(), ...(isCutOff && { isCutOff }) };
}

function notACalendar(text: string): FailureError {
  const isPage = /^\s*<(?:!doctype|html|\?xml)/i.test(text.slice(0, 500));
  return new FailureError(
    'not_a_calendar',
    isPage ? 'This is a web page, not a calendar.' : 'This is not a calendar: it has no BEGIN:VCALENDAR.',
    isPage
      ? 'Look for the address of the calendar itself; it often ends in .ics.'
      : 'Give an .ics file or its address.',
  );
}

/** The state of reading one file. */
class Reading {
  readonly #options: CalendarReading;
  readonly #zones: IcsZones;
  readonly #home: string;
  readonly #reach: Reach;
  readonly #allDayMs: number | null;
  readonly #bookings: IncomingBooking[] = [];
  readonly #listings: SeriesListing[] = [];
  readonly #cancellations: Cancellation[] = [];
  readonly #skipped: Skip[] = [];
  readonly #tally = new Map<Tallied, number>();
  readonly #fingerprints = new Set<string>();

  constructor(calendars: readonly IcsCalendar[], options: CalendarReading) {
    this.#options = options;
    this.#reach = { ...options, room: MAX_INSTANCES, effort: { left: MAX_EFFORT } };
    this.#home = options.zone ?? options.homeZone;
    this.#zones = new IcsZones(calendars, this.#home, this.#reach.effort);
    this.#allDayMs = options.allDayAt === undefined ? null : Date.parse(`1970-01-01T${options.allDayAt}:00Z`);
  }

  take(components: readonly IcsComponent[]): void {
    const events: IcsEvent[] = [];
    for (const component of components) {
      const isMessage = component.method === 'CANCEL';
      try {
        const event = readEvent(component, this.#zones, this.#options);
        const isTaken = event.start.kind !== 'date' || this.#allDayMs !== null;
        if (isMessage && event.uid !== null) this.#cancel(event, isTaken ? event : null);
        else if (isTaken) events.push(event);
        else this.skip(component, words`It is all day, without a time; ${field('allDay', 'HH:MM')} takes it.`);
      } catch (error) {
        const reason = reasonOf(error);
        const head = isMessage ? readHead(component, this.#zones) : null;
        if (head?.uid == null) this.skip(component, reason);
        else this.#cancel(head, null);
      }
    }
    for (const group of groupEvents(events, this.#zones)) this.#takeGroup(group);
  }

  /**
   * Takes a cancellation message. `event` is the class that it describes; null where it describes none that can be
   * taken.
   */
  #cancel(head: IcsHead, event: IcsEvent | null): void {
    const recurrenceId = head.recurrenceId && recurrenceIdOf(head.recurrenceId, this.#zones);
    this.#cancellations.push({
      ...{ uid: head.uid ?? '', line: head.line, recurrenceId, isFromThere: head.isFromThere, ...versionOfHead(head) },
      source: this.#options.source ?? event?.content.source ?? null,
      said: event && this.#saidOf(singleOf(event, this.#zones, recurrenceId)),
    });
  }

  skip(component: IcsComponent, reason: Words): void {
    this.#skipped.push({ uid: readUid(component), line: component.line, reason });
  }

  finish(): ReadResult {
    const notes = [...this.#tally].map(([what, count]) => noteOf(what, count, this.#reach));
    this.#skipped.sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
    return {
      ...{ bookings: this.#bookings, skipped: this.#skipped, notes: [...this.#zones.notes(), ...notes] },
      ...(this.#listings.length > 0 && { listings: this.#listings }),
      ...(this.#cancellations.length > 0 && { cancellations: this.#cancellations }),
    };
  }

  #takeGroup({ events, replacements, outdated }: EventGroup): void {
    for (const { event, reason } of outdated) this.#skipEvent(event, reason);
    const series = events.find(isSeries);
    for (const event of events) {
      if (isSeries(event)) this.#takeSeries(event, event === series ? replacements : [], events.length === 1);
      else this.#takeSingle(event, events.length > 1 ? recurrenceIdOf(event.start, this.#zones) : null);
    }
    if (series) return;
    for (const event of replacements) {
      // Without the series, its later instances are not known.
      if (event.isFromThere) this.#count(['lone-range']);
      this.#takeSingle(event, event.recurrenceId && recurrenceIdOf(event.recurrenceId, this.#zones));
    }
  }

  #takeSingle(event: IcsEvent, recurrenceId: string | null): void {
    this.#count(event.remarks);
    this.#book(singleOf(event, this.#zones, recurrenceId));
  }

  /** `isWhole`: no other event of the file has this UID. */
  #takeSeries(series: IcsEvent, replacements: readonly IcsEvent[], isWhole: boolean): void {
    const events = [series, ...replacements];
    try {
      const { occurrences, hasUnreadRule, beginsEarlier } = expandSeries(
        series,
        replacements,
        this.#zones,
        this.#reach,
      );
      const taken = new Set(occurrences.map(({ event }) => event));
      const { since, horizon } = this.#reach;
      for (const event of events) {
        if (taken.has(event)) this.#count(event.remarks);
        else if (event !== series) this.#skipEvent(event, `It changes no class between ${since} and ${horizon}.`);
        else if (taken.size === 0) this.#skipEvent(series, `It has no class between ${since} and ${horizon}.`);
      }
      if (hasUnreadRule) this.#count(['bad-rule']);
      if (beginsEarlier && taken.size > 0) this.#count(['begins-earlier']);
      for (const occurrence of occurrences) this.#book(occurrence);
      if (isWhole && !hasUnreadRule) this.#list(series);
    } catch (error) {
      for (const event of events) this.#skipEvent(event, reasonOf(error));
    }
  }

  /**
   * Says that the file lists the whole series in its window. The first and last day are left out, because the zone may
   * shift their hours out of the window.
   */
  #list(series: IcsEvent): void {
    if (series.uid === null) return;
    const { since, horizon } = this.#reach;
    this.#listings.push({
      ...{ uid: series.uid, source: series.content.source, ...versionOfHead(series) },
      from: `${addDays(since, 1)}T00:00:00.000Z`,
      until: `${addDays(horizon, -1)}T00:00:00.000Z`,
      begins: new Date(this.#zones.instantOf(series.start)).toISOString(),
    });
  }

  #book(occurrence: Occurrence): void {
    const said = this.#saidOf(occurrence);
    const { identity } = said;
    if (identity.kind === 'fingerprint') {
      if (this.#fingerprints.has(identity.fingerprint)) {
        this.#skipEvent(occurrence.event, 'The file holds it twice.');
        return;
      }
      this.#fingerprints.add(identity.fingerprint);
    }
    this.#bookings.push(said);
  }

  #saidOf(occurrence: Occurrence): IncomingBooking {
    const { event, frame, wall, durationMinutes } = occurrence;
    const isAllDay = event.start.kind === 'date';
    const { startsLocal, zone, startsAt } = this.#zones.place(
      wall + (isAllDay ? (this.#allDayMs ?? 0) : 0),
      frame,
      event.ownZone,
    );
    const { sequence, lastModified, stamp } = versionOfHead(event);
    const isMoment = frame.kind === 'offset' && event.ownZone === null && zone === this.#home;
    // The same fields in the same order for every class: this keeps V8 fast with thousands of them.
    return {
      identity: this.#identityOf(occurrence),
      sequence,
      lastModified,
      stamp,
      ...event.content,
      startsLocal,
      zone,
      startsAt,
      isMoment: isMoment || undefined,
      durationMinutes,
      line: event.line,
    };
  }

  #identityOf({ event, recurrenceId }: Occurrence): Identity {
    if (event.uid !== null) return { kind: 'uid', uid: event.uid, recurrenceId };
    const { source, className, location } = event.content;
    const start = recurrenceId ?? recurrenceIdOf(event.start, this.#zones);
    return { kind: 'fingerprint', fingerprint: fingerprintOf({ source, className, location, start }) };
  }

  #skipEvent({ uid, line }: IcsEvent, reason: Words): void {
    this.#skipped.push({ uid, line, reason });
  }

  #count(remarks: readonly Tallied[]): void {
    for (const remark of remarks) this.#tally.set(remark, (this.#tally.get(remark) ?? 0) + 1);
  }
}
