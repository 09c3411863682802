/** How many times longer than on an idle machine things take: measured once, when the tests begin. */
const SLOWNESS = Number(process.env['NUMINA_TEST_SLOWNESS'] ?? 1);

/** A limit that follows the speed of the machine, in ms. It ends what hangs; nothing is proved by it. */
export function patient(ms: number): number {
  return Math.round(ms * 3 * SLOWNESS);
}

/** A limit that is kept on an idle machine, and on a busy one as much later as it is slower, in ms. */
export function onThisMachine(ms: number): number {
  return Math.round(ms * SLOWNESS);
}
