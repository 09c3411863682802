import { Parser } from 'htmlparser2';
import { isFields } from '../json/json-record.ts';

/** A class in schema.org markup of a mail (EventReservation, Event). The texts are unchanged. */
export interface MarkedClass {
  readonly className: string;
  readonly startDate: string;
  readonly endDate: string | null;
  readonly location: string | null;
  readonly instructor: string | null;
  readonly reservationNumber: string | null;
  readonly status: 'booked' | 'cancelled' | 'waitlisted';
}

const MAX_SCRIPT = 200_000;
const MAX_SCRIPTS = 20;
const MAX_DEPTH = 12;
const MAX_CLASSES = 50;

type Fields = Readonly<Record<string, unknown>>;

/** The reservations in the markup of a mail (JSON-LD or microdata). Broken markup is left out. */
export function findMarked(html: string): readonly MarkedClass[] {
  const { scripts, items } = collect(html);
  const parsed = scripts.flatMap((script) => parseScript(script));
  return [...parsed, ...items].flatMap((value) => reservationsIn(value, 0)).slice(0, MAX_CLASSES);
}

function parseScript(script: string): unknown[] {
  if (script.length > MAX_SCRIPT) return [];
  try {
    return [JSON.parse(script.trim().replace(/^\/\*.*?\*\/|^<!\[CDATA\[|\]\]>$/g, ''))];
  } catch {
    return [];
  }
}

function reservationsIn(value: unknown, depth: number): MarkedClass[] {
  if (depth > MAX_DEPTH) return [];
  if (Array.isArray(value)) return value.slice(0, MAX_CLASSES).flatMap((each) => reservationsIn(each, depth + 1));
  if (!isFields(value)) return [];
  const types = typesOf(value);
  if (types.includes('EventReservation')) return one(value['reservationFor'], value);
  const graph = value['@graph'];
  return graph === undefined ? [] : reservationsIn(graph, depth + 1);
}

function one(event: unknown, reservation: Fields): MarkedClass[] {
  const [first] = Array.isArray(event) ? event : [event];
  if (!isFields(first)) return [];
  const [className, startDate] = [textOf(first['name']), textOf(first['startDate'])];
  if (className === null || startDate === null) return [];
  return [
    {
      className,
      startDate,
      endDate: textOf(first['endDate']),
      location: placeOf(first['location']),
      instructor: nameOf(first['performer']) ?? nameOf(first['performers']) ?? nameOf(first['organizer'], 'Person'),
      reservationNumber: textOf(reservation['reservationNumber']) ?? textOf(reservation['reservationId']),
      status: statusOf(textOf(reservation['reservationStatus']) ?? '', textOf(first['eventStatus']) ?? ''),
    },
  ];
}

function statusOf(reservation: string, event: string): MarkedClass['status'] {
  if (/cancel/i.test(reservation) || /cancel/i.test(event)) return 'cancelled';
  return /pending|hold|wait/i.test(reservation) ? 'waitlisted' : 'booked';
}

function typesOf(value: Fields): readonly string[] {
  const type = value['@type'];
  const all = Array.isArray(type) ? type : [type];
  return all.flatMap((each) => (typeof each === 'string' ? each.replace(/^https?:\/\/schema\.org\//, '') : []));
}

function textOf(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

function nameOf(value: unknown, type?: string): string | null {
  const [first] = Array.isArray(value) ? value : [value];
  if (typeof first === 'string') return type === undefined ? textOf(first) : null;
  if (!isFields(first) || (type !== undefined && !typesOf(first).includes(type))) return null;
  return textOf(first['name']);
}

function placeOf(value: unknown): string | null {
  const [first] = Array.isArray(value) ? value : [value];
  if (typeof first === 'string') return textOf(first);
  if (!isFields(first)) return null;
  return textOf(first['name']) ?? addressOf(first['address']);
}

function addressOf(value: unknown): string | null {
  if (!isFields(value)) return textOf(value);
  const parts = ['streetAddress', 'postalCode', 'addressLocality'].flatMap((key) => textOf(value[key]) ?? []);
  return parts.length === 0 ? null : parts.join(', ');
}

interface Item {
  readonly value: Record<string, unknown>;
  readonly property: string | null;
  readonly depth: number;
}

/** The JSON-LD scripts, and the microdata items in the form of JSON-LD. */
function collect(html: string): { readonly scripts: readonly string[]; readonly items: readonly Fields[] } {
  const scripts: string[] = [];
  const items: Fields[] = [];
  const open: Item[] = [];
  let depth = 0;
  let script: string[] | null = null;
  let reading: { readonly property: string; readonly depth: number; text: string } | null = null;
  const give = (property: string, value: unknown): void => {
    const item = open.at(-1);
    if (item && item.value[property] === undefined) item.value[property] = value;
  };
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        depth += 1;
        if (name === 'script' && /ld\+json/i.test(attributes['type'] ?? '') && scripts.length < MAX_SCRIPTS)
          script = [];
        const { itemprop: property, itemtype: type, content, datetime } = attributes;
        if ('itemscope' in attributes && open.length < MAX_DEPTH) {
          const value: Record<string, unknown> = { '@type': type ?? '' };
          if (property !== undefined) give(property, value);
          else if (items.length < MAX_CLASSES) items.push(value);
          open.push({ value, property: property ?? null, depth });
        } else if (property !== undefined) {
          const given = content ?? datetime ?? attributes['href'];
          if (given === undefined) reading = { property, depth, text: '' };
          else give(property, given);
        }
      },
      ontext(text) {
        script?.push(text);
        if (reading && reading.text.length < 500) reading.text += text;
      },
      onclosetag(name) {
        if (name === 'script' && script) {
          scripts.push(script.join(''));
          script = null;
        }
        if (reading && reading.depth === depth) {
          give(reading.property, reading.text.replace(/\s+/g, ' ').trim());
          reading = null;
        }
        if (open.at(-1)?.depth === depth) open.pop();
        depth -= 1;
      },
    },
    { decodeEntities: true },
  );
  parser.write(html.slice(0, 2_000_000));
  parser.end();
  return { scripts, items };
}
