import { averageRating } from './reviews.ts';

/** A rating and what it was given to. */
export interface RatedClass {
  readonly classId: string;
  readonly instructor: string | null;
  readonly location: string | null;
  readonly rating: number;
}

/** The mean rating of one name, of so many reviews. */
export interface Average {
  readonly rating: number;
  readonly reviews: number;
}

/** Mean ratings per class, instructor and place; what was never reviewed is left out. */
export interface Ratings {
  readonly byClass: ReadonlyMap<string, Average>;
  readonly byInstructor: ReadonlyMap<string, Average>;
  readonly byLocation: ReadonlyMap<string, Average>;
}

export function computeRatings(rated: readonly RatedClass[]): Ratings {
  return {
    byClass: averages(rated, ({ classId }) => classId),
    byInstructor: averages(rated, ({ instructor }) => instructor),
    byLocation: averages(rated, ({ location }) => location),
  };
}

function averages(
  rated: readonly RatedClass[],
  nameOf: (rated: RatedClass) => string | null,
): ReadonlyMap<string, Average> {
  const byName = new Map<string, number[]>();
  for (const each of rated) {
    const name = nameOf(each);
    if (name !== null) byName.set(name, [...(byName.get(name) ?? []), each.rating]);
  }
  return new Map(
    [...byName].map(([name, ratings]) => [name, { rating: averageRating(ratings) ?? 0, reviews: ratings.length }]),
  );
}
