/**
 * Does work that heeds a signal: ended by `outer`, or after a time. Throws the reason of `outer`, what `late` makes of
 * the error that came of the end of the time, or else the error of the work itself. What ends after its time has failed,
 * whatever it gives: it may be the half that was there by then.
 */
export async function withinTime<T>(
  limitMs: number,
  outer: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
  late: (cause: unknown) => Error,
): Promise<T> {
  // Not AbortSignal.timeout within AbortSignal.any: in Node 20 the garbage collector takes such a timer away, and what
  // hangs hangs for ever.
  const controller = new AbortController();
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    controller.abort();
  }, limitMs);
  const end = () => controller.abort(outer?.reason);
  if (outer?.aborted) end();
  outer?.addEventListener('abort', end);
  try {
    const result = await work(controller.signal);
    if (controller.signal.aborted) throw controller.signal.reason;
    return result;
  } catch (error) {
    outer?.throwIfAborted();
    throw isLate ? late(error) : error;
  } finally {
    clearTimeout(timer);
    outer?.removeEventListener('abort', end);
  }
}
