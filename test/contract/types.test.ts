import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, expectTypeOf, test } from 'vitest';
import type {
  buildJson,
  PauseJson as ExportedPause,
  ReviewJson as ExportedReview,
} from '../../src/calendar/json-export.ts';
import type { BookingJson } from '../../src/contract/booking-json.ts';
import type { PauseJson, portableReview } from '../../src/contract/schemas/attendance-schema.ts';
import type { DaemonEventJson } from '../../src/contract/schemas/daemon-event-schema.ts';
import type { JsonOf } from '../../src/contract/schemas/values.ts';
import type { LoggedEvent } from '../../src/daemon/daemon-event.ts';

// A shape is of the type of its schema: the compiler refuses a field more, less or of another type.

const CONTRACT = join(import.meta.dirname, '..', '..', 'src', 'contract');

test('every shape says which schema it is of', () => {
  const shapes = readdirSync(CONTRACT).filter((name) => name.endsWith('.ts'));
  expect(shapes.length).toBeGreaterThan(10);
  for (const name of shapes) {
    const source = readFileSync(join(CONTRACT, name), 'utf8');
    const functions = source.match(/^export function \w+\([\s\S]*?\)(?:: [^{]+)? \{$/gm) ?? [];
    expect(functions.length, name).toBeGreaterThan(0);
    const named = [...source.matchAll(/\b(\w+Json)\b(?=[,\s}][\s\S]*from '\.\/schemas\/)/g)].map(([, type]) => type);
    for (const head of functions) {
      const [, type = ''] = /\): (\w+)(?:\[\])?(?: \| \w+)? \{$/.exec(head) ?? [];
      expect(named, `${name}: ${head}`).toContain(type);
    }
  }
});

test('what is told as it is stored has the type of its schema', () => {
  expectTypeOf<LoggedEvent>().toExtend<DaemonEventJson>();
  expectTypeOf<DaemonEventJson>().toExtend<LoggedEvent>();
  expectTypeOf<ExportedReview>().toEqualTypeOf<JsonOf<typeof portableReview>>();
  expectTypeOf<ExportedPause>().toEqualTypeOf<PauseJson>();
  expectTypeOf<BookingJson>().toExtend<ReturnType<Parameters<typeof buildJson>[1]>>();
});
