import type { LocalDate, LocalDateTime } from '../../time/civil.ts';

/** An attended class, as far as an achievement looks at it. */
export interface AttendedClass {
  readonly startsLocal: LocalDateTime;
  /** The start as an instant, ISO 8601 UTC. */
  readonly startsAt: string;
  readonly type: string | null;
  readonly location: string | null;
}

/** One attended class in its place in the history. */
export interface Step {
  readonly attended: AttendedClass;
  readonly date: LocalDate;
  /** Lengths of the day run and the week run once this date is attended. */
  readonly dayRun: number;
  readonly weekRun: number;
}

/** Counts one attended class after another, by start. */
export interface Count {
  /** The progress after one more. */
  readonly next: (step: Step) => number;
  /** All that it remembers, as JSON: a count begun with it goes on where this one is. */
  readonly memory: () => Memory;
}

export type Memory = number | string | null | readonly Memory[];

/** How many classes there were of which something holds. */
export function countWhere(counts: (step: Step) => boolean, memory: Memory = 0): Count {
  let count = memory as number;
  return {
    next(step) {
      if (counts(step)) count += 1;
      return count;
    },
    memory: () => count,
  };
}

/** How many different values there were; null is none. */
export function countDifferent(nameOf: (step: Step) => string | null, memory: Memory = []): Count {
  const values = new Set(memory as string[]);
  return {
    next(step) {
      const value = nameOf(step);
      if (value !== null) values.add(value);
      return values.size;
    },
    memory: () => [...values],
  };
}

/** How often the most frequent value occurred; null is none. */
export function countMostAlike(nameOf: (step: Step) => string | null, memory: Memory = []): Count {
  const counts = new Map<string, number>(memory as [string, number][]);
  let most = Math.max(0, ...counts.values());
  return {
    next(step) {
      const value = nameOf(step);
      if (value === null) return most;
      const count = (counts.get(value) ?? 0) + 1;
      counts.set(value, count);
      most = Math.max(most, count);
      return most;
    },
    memory: () => [...counts],
  };
}

/** How many there were so far in the same day, month … as this one. */
export function countWithin(periodOf: (step: Step) => string, memory: Memory = ['', 0]): Count {
  let [period, count] = memory as [string, number];
  return {
    next(step) {
      const current = periodOf(step);
      count = current === period ? count + 1 : 1;
      period = current;
      return count;
    },
    memory: () => [period, count],
  };
}
