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

/**
 * Cuts a text into the components that matter, so that each can be read by itself and one bad line spoils nothing
 * else. Takes any line end, folded lines, empty lines between, missing and misplaced ENDs, any depth. `isWanted`
 * says which properties are kept, by name in capitals.
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
  /** How many of each name are open: a file may open a million, and close what it never opened. */
  readonly #openNames = new Map<string, number>();
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
    if (ENDS_EVENT.test(name)) this.#close('VEVENT');
    if (name === 'VCALENDAR') this.#method = null;
    const parent = this.#open.at(-1)?.component;
    const component = KEPT.test(name) ? { name, line, lines: [], children: [], method: this.#method } : null;
    if (component && name === 'VEVENT') this.#events.push(component);
    else if (component && name === 'VTIMEZONE') this.#timezones.push(component);
    else if (component && parent?.name === 'VTIMEZONE') parent.children.push(component);
    this.#open.push({ name, component });
    this.#openNames.set(name, (this.#openNames.get(name) ?? 0) + 1);
  }

  #end(name: string): void {
    this.#close(name);
    if (name === 'VCALENDAR') this.#method = null;
  }

  /** Closes the innermost component of that name and all within it; nothing where none is open. */
  #close(name: string): void {
    if (!this.#openNames.get(name)) return;
    for (let closed: string | undefined; closed !== name; ) {
      closed = this.#open.pop()?.name ?? name;
      this.#openNames.set(closed, (this.#openNames.get(closed) ?? 1) - 1);
    }
  }
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
