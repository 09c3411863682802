/** How many times longer than on an idle machine things may take: measured once, when the tests begin. */
const PATIENCE = Number(process.env['NUMINA_TEST_PATIENCE'] ?? 3);

/** A limit that follows the speed of the machine, in ms. It ends what hangs; nothing is proved by it. */
export function patient(ms: number): number {
  return Math.round(ms * PATIENCE);
}
