import { NotFoundError, RefusedError } from '../errors.ts';
import { command, words } from '../words.ts';
import type { FitnessClass } from './booking.ts';
import { LONGEST_REFERENCE } from './longest-reference.ts';
import { nameKey } from './name-key.ts';
import { nearestName } from './near-name.ts';
import { saidText } from './said-values.ts';

const SHORTEST_ID_PREFIX = 4;
const MAX_LISTED = 10;
/** Stands between a name and its place, as people and numina write them. Nothing after it means no place. */
const BEFORE_PLACE = /\s*[@·,]\s*|\s+at\s+/gi;

/**
 * The one class that `text` names: by its id or a prefix of it, by its name, or by name and place (`Yoga @ North`,
 * `Yoga at North`; `Yoga @` for the class without a place). The exact name wins over the name in another case, and both
 * win over a prefix of a name. Pure. Throws NotFoundError, or RefusedError with the candidates where several fit.
 */
export function findClass(classes: readonly FitnessClass[], text: string): FitnessClass {
  const wanted = nameKey(saidText(text, 'A class').trim());
  if (wanted.length > LONGEST_REFERENCE) throw notNamed([], text);
  const tiers: readonly ((known: FitnessClass) => boolean)[] = [
    ({ id }) => id === wanted,
    ({ name }) => name === text.trim(),
    ({ name }) => nameKey(name) === wanted,
    (known) => isNamedWithPlace(known, text, (key, part) => key === part),
    ({ name }) => wanted !== '' && nameKey(name).startsWith(wanted),
    (known) => isNamedWithPlace(known, text, (key, part) => part !== '' && key.startsWith(part)),
    ({ id }) => wanted.length >= SHORTEST_ID_PREFIX && id.startsWith(wanted),
  ];
  for (const fits of tiers) {
    const [first, ...others] = classes.filter(fits);
    if (first && others.length === 0) return first;
    if (first) throw severalNamed(text, [first, ...others]);
  }
  throw notNamed(classes, text);
}

/** The name of a class with its place, in a form that {@link findClass} reads. */
export function describeClass({ name, location }: Pick<FitnessClass, 'name' | 'location'>): string {
  return location === null ? name : `${name} @ ${location}`;
}

/** Whether `text` can be read as name and place of this class. Every separator is tried: a name may contain “at”. */
function isNamedWithPlace(
  { name, location }: FitnessClass,
  text: string,
  fits: (key: string, part: string) => boolean,
): boolean {
  const place = nameKey(location ?? '');
  return [...text.matchAll(BEFORE_PLACE)].some(({ 0: separator, index }) => {
    const before = nameKey(text.slice(0, index).trim());
    const behind = nameKey(text.slice(index + separator.length).trim());
    const isHere = behind === '' ? place === '' : fits(place, behind);
    return before !== '' && isHere && fits(nameKey(name), before);
  });
}

function severalNamed(text: string, found: readonly FitnessClass[]): RefusedError {
  const listed = found.slice(0, MAX_LISTED).map((known) => `  ${known.id.slice(0, 8)}  ${describeClass(known)}`);
  const more = found.length > MAX_LISTED ? '\n  …' : '';
  return new RefusedError(
    'ambiguous_class',
    `“${text}” names ${found.length} classes:\n${listed.join('\n')}${more}`,
    'Say which by its place, such as "Yoga @ North" ("Yoga @" for the one without a place), or by its id.',
  );
}

function notNamed(classes: readonly FitnessClass[], text: string): NotFoundError {
  const near = nearestName(
    classes.map(({ name }) => name),
    text,
  );
  const hint = words`${near === null ? '' : `Did you mean “${near}”? `}${command('classes')} shows them all.`;
  return new NotFoundError('class_not_found', `There is no class “${text}”.`, hint);
}
