import { fieldsOf, parseTemplate, type Template } from './template.ts';

/** The fields of a class for `class` and `place`. Other fields have their names in JSON. */
interface ClassLine {
  readonly name: string;
  readonly location: string | null;
}

const NAMES = [
  ...['name', 'type', 'location', 'instructor', 'durationMinutes', 'zone', 'bookings', 'lastAt', 'rating'],
  ...['instructorRating', 'locationRating', 'id'],
];

/** Reads the `--format` of the catalogue. Throws UsageError. */
export function parseClassTemplate<T extends ClassLine>(text: string): Template<T> {
  return parseTemplate<T>(text, {
    class: { text: ({ name }) => name },
    place: { text: ({ location }) => location ?? '' },
    ...fieldsOf<T>((line) => line, NAMES),
  });
}
