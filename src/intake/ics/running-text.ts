import { MAX_LINE } from './ics-lines.ts';

/** Every property of RFC 5545, 7953, 7986, 9073, 9074, 9253 and vCalendar 1.0; and BEGIN and END. */
const PROPERTIES = new Set(
  (
    'BEGIN END CALSCALE METHOD PRODID VERSION ATTACH CATEGORIES CLASS COMMENT DESCRIPTION GEO LOCATION ' +
    'PERCENT-COMPLETE PRIORITY RESOURCES STATUS SUMMARY COMPLETED DTEND DUE DTSTART DURATION FREEBUSY TRANSP TZID ' +
    'TZNAME TZOFFSETFROM TZOFFSETTO TZURL ATTENDEE CONTACT ORGANIZER RECURRENCE-ID RELATED-TO URL UID EXDATE EXRULE ' +
    'RDATE RRULE ACTION REPEAT TRIGGER CREATED DTSTAMP LAST-MODIFIED SEQUENCE REQUEST-STATUS BUSYTYPE NAME ' +
    'REFRESH-INTERVAL SOURCE COLOR IMAGE CONFERENCE LOCATION-TYPE PARTICIPANT-TYPE RESOURCE-TYPE CALENDAR-ADDRESS ' +
    'STYLED-DESCRIPTION STRUCTURED-DATA ACKNOWLEDGED PROXIMITY CONCEPT LINK REFID AALARM DALARM MALARM PALARM ' +
    'DCREATED RNUM DAYLIGHT TZ'
  ).split(' '),
);

/** The event to which a text belongs. */
interface TextOwner {
  readonly lines: { readonly name: string; readonly text: string }[];
  /** Some lines of its text look like properties but are text. */
  hasPropertiesInText?: true;
}

/** Whether the value is a longer text, in which line breaks are common. */
export function isRunningText(name: string): boolean {
  return name === 'DESCRIPTION' || name === 'COMMENT' || name === 'X-ALT-DESC';
}

/**
 * A text whose line breaks a program did not escape. After its first line that is not a property, a line counts as a
 * property only if it has the form of the text's own line: in capitals, and without a blank after the colon
 * (`LOCATION:Hall`). `Location: Hall` is text.
 */
export class RunningText {
  readonly component: TextOwner;
  /** A property followed before any unescaped line break: the text is complete. */
  isOver = false;
  readonly #isCapital: boolean;
  readonly #hasBlank: boolean;
  /** The index of the text's line in its event; null where the text is not wanted. */
  #at: number | null;
  #isBroken = false;

  /** `line` is the line in which the text begins. */
  constructor(component: TextOwner, name: string, line: string) {
    this.component = component;
    this.#isCapital = line.startsWith(name);
    this.#hasBlank = beginsWithBlank(line);
    this.#at = component.lines.at(-1)?.text === line ? component.lines.length - 1 : null;
  }

  /** Takes a line that continues the text; false where the line is a property. */
  takes(line: string, name: string | null): boolean {
    if (name !== null && this.#isProperty(line, name)) {
      this.isOver = !this.#isBroken;
      this.#at = null;
      return false;
    }
    this.#isBroken = true;
    if (name !== null && PROPERTIES.has(name)) this.component.hasPropertiesInText = true;
    const text = this.#at === null ? undefined : this.component.lines[this.#at];
    if (this.#at !== null && text && text.text.length < MAX_LINE) {
      this.component.lines[this.#at] = { ...text, text: `${text.text}\\n${line}` };
    }
    return true;
  }

  #isProperty(line: string, name: string): boolean {
    const isOwn = name.startsWith('X-');
    if (!PROPERTIES.has(name) && !isOwn) return false;
    if ((name === 'BEGIN' || name === 'END') && !/:\s*[A-Za-z][A-Za-z0-9-]*\s*$/.test(line)) return false;
    const hasBlank = beginsWithBlank(line);
    // Programs write X- properties in any case.
    if (this.#isCapital && !line.startsWith(name)) return !hasBlank && (isOwn || !this.#isBroken);
    return !hasBlank || this.#hasBlank || !this.#isBroken;
  }
}

function beginsWithBlank(line: string): boolean {
  const first = line[line.indexOf(':') + 1];
  return first === ' ' || first === '\t';
}
