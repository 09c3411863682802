import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { buildJsonSchema, SCHEMA_NAMES } from '../../src/contract/schemas/build-json-schema.ts';

type Node = Readonly<Record<string, unknown>>;

const WHOLE = buildJsonSchema(SCHEMA_NAMES);

/** Every property of every object in a schema, with the path to it. */
function propertiesIn(node: unknown, path = ''): readonly (readonly [path: string, property: Node])[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => {
    const own = key === 'properties' ? Object.entries(value as Record<string, Node>) : [];
    return [
      ...own.map(([name, property]) => [`${path}.${name}`, property] as const),
      ...propertiesIn(value, `${path}/${key}`),
    ];
  });
}

/** What is said of a property itself, or of the shape that it names. */
function describes(property: Node): boolean {
  const { description, $ref, anyOf } = property;
  // A constant says it by itself.
  if (typeof description === 'string' || 'const' in property) return true;
  if (Array.isArray(anyOf)) return anyOf.some((each: Node) => each['type'] !== 'null' && describes(each));
  const name = typeof $ref === 'string' ? $ref.replace('#/$defs/', '') : '';
  return describesShape(name);
}

function describesShape(name: string): boolean {
  const shape = (WHOLE['$defs'] as Record<string, Node>)[name];
  return typeof shape?.['description'] === 'string';
}

describe('the schema that is printed', () => {
  test('says what each field means', () => {
    const fields = propertiesIn(WHOLE);
    expect(fields.length).toBeGreaterThan(150);
    expect([...new Set(fields.filter(([, property]) => !describes(property)).map(([path]) => path))]).toEqual([]);
  });

  test('takes no field that it does not name, and leaves none out', () => {
    const shapes = Object.entries(WHOLE['$defs'] as Record<string, Node>).filter(
      ([name, { properties }]) => properties && name !== 'JsonSchema',
    );
    expect(shapes.length).toBeGreaterThan(20);
    for (const [name, { properties, required, additionalProperties }] of shapes) {
      expect({ name, additionalProperties, required }).toEqual({
        name,
        additionalProperties: false,
        required: Object.keys(properties as object),
      });
    }
  });

  test('is JSON Schema 2020-12, and every shape that it names is in it', () => {
    expect(WHOLE['$schema']).toBe('https://json-schema.org/draft/2020-12/schema');
    const text = JSON.stringify(WHOLE);
    const named = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref = '']) => ref.replace('#/$defs/', ''));
    expect(named.length).toBeGreaterThan(50);
    expect(named.filter((name) => !(name in (WHOLE['$defs'] as object)))).toEqual([]);
  });

  test('of one command is that command alone', () => {
    expect(buildJsonSchema(['next'])).toMatchObject({
      title: 'the answer of next',
      anyOf: [{ $ref: '#/$defs/Booking' }, { type: 'null' }],
    });
    expect(Object.keys(buildJsonSchema(['config get'])['$defs'] as object)).toEqual(['Setting']);
  });
});

test('the schemas are strict', () => {
  const folder = join(import.meta.dirname, '..', '..', 'src', 'contract', 'schemas');
  const loose = readdirSync(folder).filter((name) =>
    /z\s*\.(?:object|looseObject|any|unknown)\(/.test(readFileSync(join(folder, name), 'utf8')),
  );
  // What a JSON Schema holds is not numina's to say.
  expect(loose).toEqual(['json-schema.ts']);
});
