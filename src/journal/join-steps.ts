import type { Delta, Step } from './step.ts';

/** Two steps, one after the other, as one. The first removes nothing that the second makes anew. Pure. */
export function joinSteps(first: Step, second: Step): Step {
  const withId = ({ id }: { readonly id: string }) => ({ id });
  return {
    bookings: join(first.bookings, second.bookings, withId),
    classes: join(first.classes, second.classes, withId),
    rows: join(first.rows, second.rows, ({ table, key }) => ({ table, key })),
  };
}

/** `nameOf` gives what a change is of, without the change. */
function join<T, Name extends object>(
  first: readonly (Delta<T> & Name)[],
  second: readonly (Delta<T> & Name)[],
  nameOf: (delta: Name) => Name,
): (Delta<T> & Name)[] {
  const joined = new Map(first.map((delta) => [JSON.stringify(nameOf(delta)), delta]));
  for (const delta of second) {
    const name = nameOf(delta);
    const before = joined.get(JSON.stringify(name));
    const whole = before ? joinDeltas<T>(before, delta) : delta;
    if (whole === null) joined.delete(JSON.stringify(name));
    else joined.set(JSON.stringify(name), { ...whole, ...name });
  }
  return [...joined.values()];
}

/** Null where the second takes back the first. */
function joinDeltas<T>(first: Delta<T>, second: Delta<T>): Delta<T> | null {
  if (first.kind === 'created') return second.kind === 'removed' ? null : { kind: 'created' };
  if (first.kind === 'removed' || second.kind === 'created') return second;
  if (second.kind === 'removed') return { kind: 'removed', was: { ...second.was, ...first.from } };
  const from = { ...second.from, ...first.from };
  const to = { ...first.to, ...second.to };
  const keys = (Object.keys(to) as (keyof T)[]).filter((key) => from[key] !== to[key]);
  if (keys.length === 0) return null;
  const pick = (all: Partial<T>) => Object.fromEntries(keys.map((key) => [key, all[key]])) as Partial<T>;
  return { kind: 'changed', from: pick(from), to: pick(to) };
}
