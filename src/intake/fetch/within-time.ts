/**
 * Runs `work` with a signal that is aborted by `outer` or after `limitMs`. Throws the reason of `outer`, or the error
 * that `late` makes after the limit, or the error of the work. A result that comes after an abort is not returned,
 * because it may be incomplete.
 */
export async function withinTime<T>(
  limitMs: number,
  outer: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
  late: (cause: unknown) => Error,
): Promise<T> {
  // Do not use AbortSignal.timeout inside of AbortSignal.any: Node 20 may garbage-collect its timer, and then the work
  // never ends.
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
