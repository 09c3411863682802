import { averageRating } from './reviews.ts';

/** A rating of a class, with its instructor and place. */
export interface RatedClass {
  readonly classId: string;
  readonly instructor: string | null;
  readonly location: string | null;
  readonly rating: number;
}

/** A mean rating to one decimal, and the number of reviews. */
export interface Average {
  readonly rating: number;
  readonly reviews: number;
}

/** The mean ratings by class id, by instructor and by place; without those that have no review. */
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
