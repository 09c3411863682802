import { FailureError } from '../errors.ts';
import { type LineTaker, MAX_LINE, MAX_NAME, readLines } from './ics-lines.ts';

/** A content line, unfolded and not yet understood. */
export interface IcsLine {
  /** The property's name in capitals. */
  readonly name: string;
  readonly text: string;
}

/** A component of iCalendar (RFC 5545 §3.6), cut out and not yet understood. */
export interface IcsComponent {
  /** In capitals. */
  readonly name: string;
  /** Where it begins, counted from 1. */
  readonly line: number;
  /** Its own lines that somebody wants; those of its children are theirs. */
  readonly lines: IcsLine[];
  readonly children: IcsComponent[];
  /** What the calendar around it is for (RFC 5546), in capitals. */
  readonly method: string | null;
}

export interface CutCalendar {
  /** Whether there was any component of iCalendar at all. */
  readonly isCalendar: boolean;
  readonly events: readonly IcsComponent[];
  readonly timezones: readonly IcsComponent[];
  /** The event in whose middle the text ends. */
  readonly cutOff: IcsComponent | null;
  /** Whether the text ends in the middle of anything. */
  readonly isCutOff: boolean;
}

const KNOWN = /^(?:VCALENDAR|VEVENT|VTODO|VJOURNAL|VFREEBUSY|VTIMEZONE|VALARM|VAVAILABILITY)$/;
/** What never stands inside an event: where one of them begins, a missing END:VEVENT is made up for. */
const ENDS_EVENT = /^(?:VCALENDAR|VEVENT|VTODO|VJOURNAL|VFREEBUSY|VTIMEZONE|VAVAILABILITY)$/;
const KEPT = /^(?:VEVENT|VTIMEZONE|STANDARD|DAYLIGHT)$/;

/** No program nests components more than four deep (RFC 5545 §3.6, RFC 9074). */
const MAX_DEPTH = 100;
/** Events and zones that hold nothing, or are never closed: a slip makes a few, and more were made to do harm. */
const MAX_HOLLOW = 10_000;

/**
 * Cuts a text into the components that matter, so that each can be read by itself and one bad line spoils nothing
 * else. Takes any line end, folded lines, empty lines between, missing and misplaced ENDs. `isWanted` says which
 * properties are kept, by name in capitals. Throws FailureError for what is nested without end.
 */
export function cutComponents(text: string, isWanted: (name: string) => boolean): CutCalendar {
  const cutter = new Cutter(isWanted);
  readLines(text, cutter);
  return cutter.finish();
}

interface OpenComponent {
  readonly name: string;
  /** Null where nothing in it matters. */
  readonly component: IcsComponent | null;
}

class Cutter implements LineTaker {
  isCalendar = false;
  readonly #isWanted: (name: string) => boolean;
  readonly #events: IcsComponent[] = [];
  readonly #timezones: IcsComponent[] = [];
  readonly #open: OpenComponent[] = [];
  #hollow = 0;
  #method: string | null = null;

  constructor(isWanted: (name: string) => boolean) {
    this.#isWanted = isWanted;
  }

  mayMatter(name: string | null): boolean {
    return name === null || isStructure(name) || (this.#open.at(-1)?.component != null && this.#isWanted(name));
  }

  takeLine(text: string, name: string | null, line: number): void {
    const component = this.#open.at(-1)?.component;
    if (name === null) {
      // A description with bare line breaks in it: its next lines are no properties.
      const last = component?.lines.at(-1);
      if (last?.name === 'DESCRIPTION' && last.text.length < MAX_LINE) {
        component?.lines.splice(-1, 1, { ...last, text: `${last.text}\\n${text}` });
      }
    } else if (name === 'BEGIN') {
      this.#begin(shortValueOf(text), line);
    } else if (name === 'END') {
      this.#end(shortValueOf(text));
    } else if (name === 'METHOD') {
      this.#method = shortValueOf(text);
    } else if (component && this.#isWanted(name)) {
      component.lines.push({ name, text });
    }
  }

  finish(): CutCalendar {
    const cutOff = this.#open.find(({ name }) => name === 'VEVENT')?.component ?? null;
    return {
      isCalendar: this.isCalendar,
      events: this.#events.filter((event) => event !== cutOff),
      timezones: this.#timezones,
      cutOff,
      isCutOff: this.#open.length > 0,
    };
  }

  #begin(name: string, line: number): void {
    if (KNOWN.test(name)) this.isCalendar = true;
    if (ENDS_EVENT.test(name)) this.#close('VEVENT', false);
    if (name === 'VCALENDAR') this.#method = null;
    const parent = this.#open.at(-1)?.component;
    const component = KEPT.test(name) ? { name, line, lines: [], children: [], method: this.#method } : null;
    if (component && name === 'VEVENT') this.#events.push(component);
    else if (component && name === 'VTIMEZONE') this.#timezones.push(component);
    else if (component && parent?.name === 'VTIMEZONE') parent.children.push(component);
    this.#open.push({ name, component });
    if (this.#open.length > MAX_DEPTH) throw endless(`components are nested more than ${MAX_DEPTH} deep`);
  }

  #end(name: string): void {
    this.#close(name, true);
    if (name === 'VCALENDAR') this.#method = null;
  }

  /** Closes the innermost component of that name and all within it; nothing where none is open. */
  #close(name: string, hasEnd: boolean): void {
    const index = this.#open.findLastIndex((each) => each.name === name);
    if (index === -1) return;
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

function isStructure(name: string): boolean {
  return name === 'BEGIN' || name === 'END' || name === 'METHOD';
}

/** The short value of a line without parameters, in capitals. */
function shortValueOf(line: string): string {
  const from = line.indexOf(':') + 1;
  return line
    .slice(from, from + MAX_NAME)
    .trim()
    .toUpperCase();
}
