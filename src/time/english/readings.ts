/** Why a part of a phrase is uncertain. */
export interface Doubt {
  /** The fact, a sentence without its full stop. */
  readonly message: string;
  /** What to write instead; null where the hint should list the meanings. */
  readonly hint: string | null;
  /** What to write where the meanings cannot be listed. */
  readonly otherwise?: string;
  /** Whether only the half of the day is open, because of how the person writes times. */
  readonly isHalfOfDay?: boolean;
}

/**
 * What a part of a phrase may mean: one value without a doubt, or several values of which only the person can choose
 * one.
 */
export interface Readings<T> {
  readonly values: readonly T[];
  readonly doubt: Doubt | null;
}

/** The readings with a single value. */
export function certain<T>(value: T): Readings<T> {
  return { values: [value], doubt: null };
}
