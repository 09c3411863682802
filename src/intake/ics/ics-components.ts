import { FailureError } from '../../errors.ts';
import { type LineTaker, MAX_NAME, readLines } from './ics-lines.ts';
import { isRunningText, RunningText } from './running-text.ts';

/** An unfolded content line, not yet parsed. */
export interface IcsLine {
  /** The name of the property, in capitals. */
  readonly name: string;
  readonly text: string;
}

/** A component of iCalendar (RFC 5545 §3.6), not yet parsed. */
export interface IcsComponent {
  /** In capitals. */
  readonly name: string;
  /** The line where it begins, from 1. */
  readonly line: number;
  /** Its own lines with wanted properties, without those of its children. */
  readonly lines: IcsLine[];
  readonly children: IcsComponent[];
  /** METHOD (RFC 5546), in capitals: its own, else that of its calendar. */
  method: string | null;
  /** The number of its calendar in the file; 0 for a component outside of any VCALENDAR. */
  readonly calendar: number;
  /** Some lines of its description look like properties but are text. */
  hasPropertiesInText?: true;
}

/** What a VCALENDAR says about everything in it. */
export interface IcsCalendar {
  /** X-WR-TIMEZONE, unchanged. */
  zone: string | null;
  method: string | null;
  readonly timezones: IcsComponent[];
}

export interface CutCalendar {
  /** Whether the text has any component of iCalendar. */
  readonly isCalendar: boolean;
  readonly events: readonly IcsComponent[];
  /** By calendar number. Number 0 is for events outside of any VCALENDAR. */
  readonly calendars: readonly IcsCalendar[];
  /** The event that is incomplete because the text ends. */
  readonly cutOff: IcsComponent | null;
  /** Whether the text ends inside of any component. */
  readonly isCutOff: boolean;
}

const KNOWN = /^(?:VCALENDAR|VEVENT|VTODO|VJOURNAL|VFREEBUSY|VTIMEZONE|VALARM|VAVAILABILITY)$/;
/** These never stand inside an event. So where one begins, a missing END:VEVENT is assumed. */
const ENDS_EVENT = /^(?:VCALENDAR|VEVENT|VTODO|VJOURNAL|VFREEBUSY|VTIMEZONE|VAVAILABILITY)$/;
const KEPT = /^(?:VEVENT|VTIMEZONE|STANDARD|DAYLIGHT)$/;

/** A limit against harmful input. No real program nests more than four deep (RFC 5545 §3.6, RFC 9074). */
const MAX_DEPTH = 100;
/**
 * A limit against harmful input: events and zones that are empty or never closed. Mistakes of programs make only a few.
 */
const MAX_HOLLOW = 10_000;

/**
 * Cuts a text into the components that matter. Each is read on its own later, so that one bad line spoils nothing else.
 * Accepts any line end, folded lines, empty lines, and missing or misplaced ENDs. `isWanted` tells which properties to
 * keep, by name in capitals. Throws FailureError for endless nesting.
 */
export function cutComponents(text: string, isWanted: (name: string) => boolean): CutCalendar {
  const cutter = new Cutter(isWanted);
  readLines(text, cutter);
  return cutter.finish();
}

interface OpenComponent {
  readonly name: string;
  /** Null for a component that is not needed. */
  readonly component: IcsComponent | null;
}

class Cutter implements LineTaker {
  isCalendar = false;
  readonly #isWanted: (name: string) => boolean;
  readonly #events: IcsComponent[] = [];
  readonly #calendars: IcsCalendar[] = [emptyCalendar()];
  #calendar = 0;
  readonly #open: OpenComponent[] = [];
  #hollow = 0;
  /** The text of the current event that the next line may continue. */
  #text: RunningText | null = null;

  constructor(isWanted: (name: string) => boolean) {
    this.#isWanted = isWanted;
  }

  mayMatter(name: string | null): boolean {
    if (name === null || this.#text !== null || isStructure(name)) return true;
    return this.#open.at(-1)?.component != null && (this.#isWanted(name) || isRunningText(name));
  }

  takeLine(text: string, name: string | null, line: number): void {
    const open = this.#open.at(-1);
    const component = open?.component;
    if (component && this.#text?.component === component && this.#text.takes(text, name)) return;
    if (this.#text?.isOver) this.#text = null;
    if (name === null) return;
    if (name === 'BEGIN') {
      this.#begin(shortValueOf(text).toUpperCase(), line);
    } else if (name === 'END') {
      this.#end(shortValueOf(text).toUpperCase());
    } else if (OF_CALENDAR.has(name)) {
      this.#takeCalendarLine(name, shortValueOf(text), open);
    } else if (component) {
      if (this.#isWanted(name)) component.lines.push({ name, text });
      if (component.name === 'VEVENT' && isRunningText(name)) this.#text = new RunningText(component, name, text);
    }
  }

  finish(): CutCalendar {
    const cutOff = this.#open.find(({ name }) => name === 'VEVENT')?.component ?? null;
    for (const event of this.#events) event.method ??= this.#calendars[event.calendar]?.method ?? null;
    return {
      isCalendar: this.isCalendar,
      events: this.#events.filter((event) => event !== cutOff),
      calendars: this.#calendars,
      cutOff,
      isCutOff: this.#open.length > 0,
    };
  }

  /** METHOD and X-WR-TIMEZONE belong to the calendar, or METHOD to the event in which it stands. */
  #takeCalendarLine(name: string, value: string, open: OpenComponent | undefined): void {
    const calendar = this.#calendars[this.#calendar];
    const isAbove = open === undefined || open.name === 'VCALENDAR';
    if (calendar && isAbove && name === 'METHOD') calendar.method = value.toUpperCase();
    else if (calendar && isAbove) calendar.zone ??= value || null;
    else if (open?.component?.name === 'VEVENT' && name === 'METHOD') open.component.method = value.toUpperCase();
  }

  #begin(name: string, line: number): void {
    if (KNOWN.test(name)) this.isCalendar = true;
    if (ENDS_EVENT.test(name)) this.#close('VEVENT', false);
    if (name === 'VCALENDAR') this.#calendar = this.#calendars.push(emptyCalendar()) - 1;
    const parent = this.#open.at(-1)?.component;
    const component = KEPT.test(name) ? newComponent(name, line, this.#calendar) : null;
    if (component && name === 'VEVENT') this.#events.push(component);
    else if (component && name === 'VTIMEZONE') this.#calendars[this.#calendar]?.timezones.push(component);
    else if (component && parent?.name === 'VTIMEZONE') parent.children.push(component);
    this.#open.push({ name, component });
    if (this.#open.length > MAX_DEPTH) throw endless(`components are nested more than ${MAX_DEPTH} deep`);
  }

  #end(name: string): void {
    this.#close(name, true);
    if (name === 'VCALENDAR') this.#calendar = 0;
  }

  /** Closes the innermost open component of that name, and everything inside it. Does nothing where none is open. */
  #close(name: string, hasEnd: boolean): void {
    const index = this.#open.findLastIndex((each) => each.name === name);
    if (index === -1) return;
    if (name === 'VEVENT') this.#text = null;
    for (const [nth, { component }] of this.#open.splice(index).entries()) {
      const isClosed = hasEnd && nth === 0;
      if (component && (!isClosed || component.lines.length + component.children.length === 0)) this.#hollow += 1;
    }
    if (this.#hollow > MAX_HOLLOW) {
      throw endless(`more than ${MAX_HOLLOW.toLocaleString('en')} of its components are empty or never closed`);
    }
  }
}

function endless(fact: string): FailureError {
  return new FailureError(
    'nested_too_deep',
    `This is not a calendar that can be read: ${fact}.`,
    'Export it again, or get it from another program.',
  );
}

const OF_CALENDAR = new Set(['METHOD', 'X-WR-TIMEZONE']);

function emptyCalendar(): IcsCalendar {
  return { zone: null, method: null, timezones: [] };
}

function newComponent(name: string, line: number, calendar: number): IcsComponent {
  return { name, line, lines: [], children: [], method: null, calendar };
}

function isStructure(name: string): boolean {
  return name === 'BEGIN' || name === 'END' || OF_CALENDAR.has(name);
}

/** The value of a line whose value is short. */
function shortValueOf(line: string): string {
  const from = line.indexOf(':') + 1;
  return line.slice(from, from + MAX_NAME).trim();
}
