import { describe, expect, test } from 'vitest';
import { BOOKING_FIELDS, type FieldKind } from '../../src/bookings/booking-fields.ts';
import { buildJsonSchema } from '../../src/contract/schemas/build-json-schema.ts';

// A field of a booking is described once; the schema that is printed says the same of it.

type Node = { readonly [key: string]: unknown; readonly properties?: Readonly<Record<string, Node>> };

const { Booking } = buildJsonSchema(['show'])['$defs'] as { readonly Booking: Node };
const OF_CLASS = Booking.properties?.['class']?.properties ?? {};

/** What JSON makes of each kind: a type, or a shape with a name. */
const AS_JSON: Readonly<Record<FieldKind, string>> = {
  id: '#/$defs/Id',
  title: 'string',
  lines: 'string',
  url: 'string',
  zone: '#/$defs/Zone',
  currency: 'string',
  status: 'string',
  amount: '#/$defs/Money',
  minutes: 'integer',
  count: 'integer',
  flag: 'boolean',
  instant: '#/$defs/Instant',
  wall: '#/$defs/Instant',
};

/** Said with other fields: what follows from them. */
const DERIVED = ['shortId', 'class', 'endsAt', 'localDate'];

/** The type of a node or the shape that it names, whether or not it may be null. */
function typeOf(node: Node | undefined): unknown {
  const { $ref, type, anyOf } = node ?? {};
  if (Array.isArray(anyOf)) return typeOf(anyOf.find((each: Node) => each['type'] !== 'null'));
  return $ref ?? (Array.isArray(type) ? type.find((each) => each !== 'null') : type);
}

describe('the schema of a booking', () => {
  test.each(BOOKING_FIELDS.map((field) => [field.name, field] as const))(
    'has %s, as what it is',
    (_, { json, kind }) => {
      const [name = '', part] = json.split('.');
      const node = part === undefined ? Booking.properties?.[name] : OF_CLASS[part];
      expect(typeOf(node)).toBe(AS_JSON[kind]);
    },
  );

  test('has nothing else but what follows from those', () => {
    const names = new Set([...BOOKING_FIELDS.map(({ json }) => json), ...DERIVED]);
    const all = [...Object.keys(Booking.properties ?? {}), ...Object.keys(OF_CLASS).map((name) => `class.${name}`)];
    expect(all.filter((name) => !names.has(name))).toEqual([]);
  });
});
