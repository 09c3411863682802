/** How many times slower than an idle machine this one is; measured once, when the tests begin. */
const SLOWNESS = Number(process.env['NUMINA_TEST_SLOWNESS'] ?? 1);

/** A limit in ms that follows the speed of the machine. It only ends tests that hang. */
export function patient(ms: number): number {
  return Math.round(ms * 3 * SLOWNESS);
}

/** A limit in ms that a test checks; on a slower machine it is longer by the same factor. */
export function onThisMachine(ms: number): number {
  return Math.round(ms * SLOWNESS);
}
