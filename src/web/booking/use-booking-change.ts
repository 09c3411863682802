import { useState } from 'preact/hooks';
import type { BookingJson } from '../../contract/schemas/booking-schema.ts';
import { ask, type Method } from '../api/ask.ts';
import { type ProblemJson, problemOf } from '../api/problem.ts';
import { refresh } from '../api/use-data.ts';
import { useApp } from '../app-context.ts';
import type { StatusAction } from './booking-actions.ts';

interface Change {
  readonly method: Method;
  /** What is done to its status; the booking itself is changed where absent. */
  readonly action?: StatusAction;
  readonly body?: unknown;
  /** What the person is told: `Cancelled`. */
  readonly done: string;
}

interface BookingChange {
  /** Makes a change; whether it was made. */
  readonly change: (change: Change) => Promise<boolean>;
  readonly problem: ProblemJson | null;
  readonly isBusy: boolean;
}

/** Changes a booking as the person saw it: where it was changed since, the change is refused and the card is new. */
export function useBookingChange(booking: BookingJson, etag: string | null): BookingChange {
  const { tell } = useApp();
  const [problem, setProblem] = useState<ProblemJson | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const change = async ({ method, action, body, done }: Change) => {
    setIsBusy(true);
    setProblem(null);
    try {
      const path = `/bookings/${booking.id}${action === undefined ? '' : `/${action}`}`;
      await ask(method, path, { ifMatch: etag, ...(body === undefined ? {} : { body }) });
      tell(`${done}: ${booking.class.name}.`, { canUndo: true });
      return true;
    } catch (error) {
      setProblem(inWords(problemOf(error)));
      return false;
    } finally {
      setIsBusy(false);
      refresh();
    }
  };
  return { change, problem, isBusy };
}

function inWords(problem: ProblemJson): ProblemJson {
  if (problem.status !== 412) return problem;
  const detail = 'This booking was changed meanwhile, so nothing was done.';
  return { status: 412, code: problem.code, detail, hint: 'What you see now is new: look, and try again.' };
}
