import type { Effort } from '../../time/recurrence-expansion.ts';
import { UTC_RULES, ZoneRules, zoneRules } from '../../time/zone-rules.ts';
import { readTimezoneRules } from '../ics-timezone-rules.ts';
import { ianaNamed, meaningOf, type NamedZone } from '../zones/zone-names.ts';
import type { IcsComponent } from './ics-components.ts';
import { type IcsTime, readProperty } from './ics-properties.ts';

/** How to read the wall times of an event. */
export interface Frame {
  readonly rules: ZoneRules;
  /** The IANA zone in which the class is kept. The rules of kind `offset` or `stated` may differ from it. */
  readonly zone: string;
  /** The IANA zone of the calendar, for classes that cannot be kept in `zone`. */
  readonly home: string;
  /**
   * `offset`: UTC or another fixed offset. `known`: an IANA zone. `stated`: the rules of a VTIMEZONE. `assumed`: no
   * zone is named, or an unknown one, so the zone is a guess and the instants are not certain.
   */
  readonly kind: 'offset' | 'known' | 'stated' | 'assumed';
  /** The TZID, as the file has it. */
  readonly tzid: string | null;
}

/** What a calendar says about zones. */
export interface ZoneSource {
  /** X-WR-TIMEZONE: the zone of times that name none. */
  readonly zone: string | null;
  readonly timezones: readonly IcsComponent[];
}

/** A cache that the calendars of one file share: zones that are slow to find out. */
export class ZoneKnowledge {
  readonly effort: Effort;
  readonly #named = new Map<string, NamedZone | null>();
  readonly #stated = new Map<string, ZoneRules | null>();

  constructor(effort: Effort) {
    this.effort = effort;
  }

  /** The zone that a name means; null for an unknown name, and for a new name after too many. */
  meaningOf(name: string): NamedZone | null {
    if (!this.#named.has(name) && this.#named.size >= MAX_NAMES) return null;
    return remembered(this.#named, name, () => meaningOf(name));
  }

  /** The rules of a VTIMEZONE. Equal VTIMEZONEs are read once. */
  statedBy(timezone: IcsComponent): ZoneRules | null {
    const lines = timezone.children.flatMap((part) => [part.name, ...part.lines.map(({ text }) => text)]);
    return remembered(this.#stated, lines.join('\n'), () => readTimezoneRules(timezone, this.effort));
  }
}

/** No real calendar has more zones. Asking Intl for each would take too long. */
const MAX_NAMES = 1000;

/**
 * The zones of one calendar. The zone of a TZID is found in this order:
 * - the IANA zone of exactly that name;
 * - the VTIMEZONE of that name;
 * - what {@link meaningOf} finds in the name;
 * - the zone for times that name none: that of the calendar (X-WR-TIMEZONE), else `home`.
 */
export class CalendarZones {
  readonly #known: ZoneKnowledge;
  readonly #timezones = new Map<string, IcsComponent>();
  readonly #frames = new Map<string, Frame>();
  readonly #home: string;
  readonly #assumed: Frame;
  readonly #floating: Frame;
  readonly #utc: Frame;
  readonly #day: Frame;

  constructor({ zone, timezones }: ZoneSource, home: string, known: ZoneKnowledge) {
    this.#known = known;
    for (const timezone of timezones) {
      const tzid = firstValueOf(timezone, 'TZID');
      if (tzid !== null && !this.#timezones.has(keyOf(tzid))) this.#timezones.set(keyOf(tzid), timezone);
    }
    const own = zone === null ? null : this.#namedFrame(zone, home);
    this.#home = own === null || own.kind === 'offset' ? home : own.zone;
    const rules = zoneRules(this.#home);
    const kept = { zone: this.#home, home: this.#home, tzid: null };
    this.#assumed = { ...kept, rules, kind: 'assumed' };
    this.#floating = own === null ? this.#assumed : { ...own, home: this.#home, tzid: null };
    this.#utc = { ...kept, rules: UTC_RULES, kind: 'offset' };
    this.#day = { ...kept, rules, kind: 'known' };
  }

  frameOf(time: IcsTime): Frame {
    if (time.kind === 'utc') return this.#utc;
    if (time.kind === 'date') return this.#day;
    const tzid = time.tzid?.trim();
    if (!tzid) return this.#floating;
    const known = this.#frames.get(tzid);
    if (known) return known;
    if (this.#frames.size >= MAX_NAMES) return this.#assumed;
    const frame = this.#namedFrame(tzid, this.#home) ?? { ...this.#assumed, tzid: tzid.slice(0, MAX_TOLD) };
    this.#frames.set(tzid, frame);
    return frame;
  }

  /** The frame for a TZID; null where its zone is unknown. */
  #namedFrame(tzid: string, home: string): Frame | null {
    const timezone = this.#timezones.get(keyOf(tzid));
    const meaning = this.#known.meaningOf(tzid);
    const stated = timezone && !isCertain(tzid, meaning) ? this.#known.statedBy(timezone) : null;
    // A class cannot be kept in UTC or at a fixed offset.
    if (meaning?.kind === 'offset')
      return { rules: stated ?? rulesOfOffset(meaning.offset), zone: home, home, kind: 'offset', tzid };
    const zone = meaning?.zone ?? ianaNamed(firstValueOf(timezone, 'X-LIC-LOCATION') ?? '');
    if (stated) return { rules: stated, zone: zone ?? home, home, kind: 'stated', tzid };
    return zone === null ? null : { rules: zoneRules(zone), zone, home, kind: 'known', tzid };
  }
}

/** Normalises a TZID: programs use quotation marks and backslashes differently from line to line. */
function keyOf(tzid: string): string {
  return tzid
    .replace(/\\(.)/g, '$1')
    .replace(/^"(.*)"$/, '$1')
    .trim();
}

/** A longer TZID is cut in messages. */
const MAX_TOLD = 60;

/**
 * Whether the name alone is certain, so that the VTIMEZONE is not needed. "GMT" is not: it may mean London with summer
 * time.
 */
function isCertain(tzid: string, meaning: NamedZone | null): boolean {
  if (meaning?.kind === 'offset') return meaning.offset === 0 && !/gmt|greenwich/i.test(tzid);
  return meaning?.zone.toLowerCase() === tzid.replace(/^\//, '').toLowerCase();
}

function rulesOfOffset(offset: number): ZoneRules {
  return offset === 0 ? UTC_RULES : new ZoneRules(() => offset);
}

function firstValueOf(component: IcsComponent | undefined, name: string): string | null {
  const line = component?.lines.find((each) => each.name === name);
  return (line && readProperty(line.text)?.values[0]?.trim()) || null;
}

function remembered<K, V>(known: Map<K, V>, key: K, find: () => V): V {
  const value = known.get(key);
  if (value !== undefined) return value;
  const found = find();
  known.set(key, found);
  return found;
}
