import { fieldsOf, parseTemplate, type Template } from './template.ts';

/** What a template names of a class, by its name in JSON; `class` and `place` as a person calls them. */
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
