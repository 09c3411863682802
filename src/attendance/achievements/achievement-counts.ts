import type { LocalDate, LocalDateTime } from '../../time/civil.ts';

/** The parts of an attended class that achievements use. */
export interface AttendedClass {
  readonly startsLocal: LocalDateTime;
  /** The start as an instant, ISO 8601 UTC. */
  readonly startsAt: string;
  readonly type: string | null;
  readonly location: string | null;
}

/** One attended class at its place in the history. */
export interface Step {
  readonly attended: AttendedClass;
  readonly date: LocalDate;
  /** The lengths of the day run and the week run after this date, in days and in weeks. */
  readonly dayRun: number;
  readonly weekRun: number;
}

/** Counts attended classes one by one, by start. */
export interface Count {
  /** Counts one more class; gives the progress after it. */
  readonly next: (step: Step) => number;
  /** Its whole state, as JSON: a new count that begins with it continues from here. */
  readonly memory: () => Memory;
}

export type Memory = number | string | null | readonly Memory[];

/** Counts the classes for which `counts` is true. */
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

/** Counts different values; null is not a value. */
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

/** Counts how often the most frequent value occurs; null is not a value. */
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

/** Counts the classes so far in the period (day, month) of the present class. */
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
