import type { InstantText } from '../bookings/booking.ts';
import type { LocalDateTime } from '../time/civil.ts';
import type { Effort } from '../time/recurrence-expansion.ts';
import type { IcsComponent } from './ics-components.ts';
import { type IcsTime, readProperty } from './ics-properties.ts';
import { readTimezoneRules } from './ics-timezone-rules.ts';
import { oneOrMany } from './incoming.ts';
import { ianaNamed, zoneNamed } from './zone-names.ts';
import { formatWall, ianaRules, UTC_RULES, type ZoneRules } from './zone-rules.ts';

/** How the wall times of an event are read. */
export interface Frame {
  readonly rules: ZoneRules;
  /** The IANA zone in which they are kept; `stated` rules may disagree with it. */
  readonly zone: string;
  /**
   * `utc` are instants, `known` an IANA zone, `stated` the rules of a VTIMEZONE, `assumed` the zone that is taken
   * where none is given or known: its instants are not certain.
   */
  readonly kind: 'utc' | 'known' | 'stated' | 'assumed';
  /** What the file calls the zone. */
  readonly tzid: string | null;
}

/** A start as a booking stores it. */
export interface PlacedStart {
  readonly startsAt: InstantText;
  readonly startsLocal: LocalDateTime;
  readonly zone: string;
}

/** Of one kind; the first ones tell enough. */
const MAX_NOTES = 5;
/** No calendar knows more zones; asking Intl for each would take its time. */
const MAX_NAMES = 1000;

/**
 * The zones of one calendar file. A TZID means the IANA zone of that name, else what a VTIMEZONE of that name
 * states, else the zone that Windows calls so or that ends the path; where it is none of these, the zone in which
 * times without any are read.
 */
export class IcsZones {
  readonly #timezones = new Map<string, IcsComponent>();
  readonly #frames = new Map<string, Frame>();
  readonly #rules = new Map<string, ZoneRules>();
  readonly #effort: Effort;
  readonly #floating: Frame;
  readonly #utc: Frame;
  readonly #day: Frame;
  readonly #assumed = new Map<Frame, number>();
  readonly #movedOn: string[] = [];
  #rehomed = 0;

  /** `home` is the IANA zone for what has none. */
  constructor(timezones: readonly IcsComponent[], home: string, effort: Effort) {
    const rules = this.#rulesOf(home);
    this.#effort = effort;
    this.#floating = { rules, zone: home, kind: 'assumed', tzid: null };
    this.#utc = { rules: UTC_RULES, zone: home, kind: 'utc', tzid: null };
    this.#day = { rules, zone: home, kind: 'known', tzid: null };
    for (const timezone of timezones) {
      const tzid = firstValueOf(timezone, 'TZID');
      if (tzid !== null && !this.#timezones.has(tzid)) this.#timezones.set(tzid, timezone);
    }
  }

  frameOf(time: IcsTime): Frame {
    if (time.kind === 'utc') return this.#utc;
    if (time.kind === 'date') return this.#day;
    const tzid = time.tzid?.trim();
    if (!tzid) return this.#floating;
    const known = this.#frames.get(tzid);
    if (known) return known;
    const frame = this.#frames.size < MAX_NAMES ? this.#findFrame(tzid) : this.#floating;
    this.#frames.set(tzid, frame);
    return frame;
  }

  /** UTC ms of a time, by its own frame; a date is its midnight. */
  instantOf(time: IcsTime): number {
    return time.kind === 'utc' ? time.instant : this.frameOf(time).rules.readWall(time.wall).instant;
  }

  /**
   * The start of a booking that the file writes as `wall` in `frame`. A time that clocks skip is moved on by the
   * time they skip. `zone` names an IANA zone that the booking is known to be kept in.
   */
  place(wall: number, frame: Frame, zone: string | null = null): PlacedStart {
    const { kind, instant } = frame.rules.readWall(wall);
    if (zone !== null) return this.#start(instant, zone);
    if (kind === 'gap') this.#movedOn.push(formatWall(wall));
    if (frame.kind === 'assumed') this.#assumed.set(frame, (this.#assumed.get(frame) ?? 0) + 1);
    if (frame.kind !== 'stated' || this.#rulesOf(frame.zone).wallAt(instant) === wall) {
      return this.#start(instant, frame.zone);
    }
    this.#rehomed += 1;
    return this.#start(instant, this.#floating.zone);
  }

  /** What was assumed, for the report. */
  notes(): string[] {
    const home = this.#floating.zone;
    const notes = [...this.#assumed].slice(0, MAX_NOTES).map(([{ tzid }, count]) => {
      const classes = oneOrMany(count, 'class', 'classes');
      return tzid === null
        ? `${classes} without a time zone: read as ${home}.`
        : `${classes} in an unknown time zone, “${tzid.slice(0, 60)}”: read as ${home}.`;
    });
    if (this.#rehomed > 0) {
      const classes = oneOrMany(this.#rehomed, 'class', 'classes');
      notes.push(`${classes} in a time zone that only the file knows: kept in ${home}, at the same moment.`);
    }
    for (const local of this.#movedOn.slice(0, MAX_NOTES)) {
      notes.push(`${local.replace('T', ' ')} is skipped there when clocks go forward: moved on by as much.`);
    }
    return notes;
  }

  #start(instant: number, zone: string): PlacedStart {
    const startsLocal = formatWall(this.#rulesOf(zone).wallAt(instant));
    return { startsAt: new Date(instant).toISOString(), startsLocal, zone };
  }

  #rulesOf(zone: string): ZoneRules {
    const known = this.#rules.get(zone);
    if (known) return known;
    const rules = ianaRules(zone);
    this.#rules.set(zone, rules);
    return rules;
  }

  #findFrame(tzid: string): Frame {
    const timezone = this.#timezones.get(tzid) ?? this.#timezones.get(tzid.replace(/^"(.*)"$/, '$1'));
    const zone = zoneNamed(tzid) ?? ianaNamed(timezone ? (firstValueOf(timezone, 'X-LIC-LOCATION') ?? '') : '');
    const isIana = zone !== null && zone.toLowerCase() === tzid.replace(/^\//, '').toLowerCase();
    const stated = timezone && !isIana ? readTimezoneRules(timezone, this.#effort) : null;
    if (stated) return { rules: stated, zone: zone ?? this.#floating.zone, kind: 'stated', tzid };
    return zone === null ? { ...this.#floating, tzid } : { rules: this.#rulesOf(zone), zone, kind: 'known', tzid };
  }
}

function firstValueOf(component: IcsComponent, name: string): string | null {
  const line = component.lines.find((each) => each.name === name);
  return (line && readProperty(line.text)?.values[0]?.trim()) || null;
}
