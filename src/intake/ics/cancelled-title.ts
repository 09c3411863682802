/** Words that calendars and booking systems put before or after the title of a cancelled class. */
const WORDS = [
  ...['cancell?ed', 'called off'],
  ...['abgesagt', 'storniert', 'entfällt', 'fällt aus', 'ausgefallen'],
  ...['annul[ée]e?s?', 'supprimée?'],
  ...['cancelad[oa]s?', 'anulad[oa]s?', 'suspendid[oa]'],
  ...['annullat[oaie]', 'cancellat[oaie]'],
  ...['geannuleerd', 'afgelast', 'vervalt'],
  ...['inställ[td]', 'avbokad', 'aflyst', 'avlyst', 'peruttu', 'peruutettu'],
  ...['odwołan[eyao]', 'anulowan[eyao]', 'zrušen[oaý]?', 'elmarad', 'törölve', 'anulat[ăa]?', 'otkazano'],
  ...['iptal(?: edildi)?', 'отменен[оаы]?', 'отменён', 'скасовано', 'ακυρώθηκε'],
  ...['キャンセル', '中止', '已取消', '取消', '취소됨'],
].join('|');

const IN_FRONT = new RegExp(`^[^\\p{L}\\p{N}]*(?:${WORDS})(?:\\s*[:：\\])】!–—]|\\s+[-|]\\s|\\s*$)`, 'iu');
/** In capitals, no separator has to follow: `CANCELLED Spin`. */
const SHOUTED = /^[^\p{L}\p{N}]*(?:CANCELL?ED|ABGESAGT|ENTFÄLLT|ANNULÉE?|CANCELAD[OA]|ANNULLAT[OA]|GEANNULEERD)\s/u;
const BEHIND = new RegExp(`(?:\\s[-–—|]\\s*|[([【:]\\s*)(?:${WORDS})[^\\p{L}\\p{N}]*$`, 'iu');

/** Whether a title says that the class is cancelled: `Canceled: Spin`, `[Abgesagt] Yoga`, `Spin (annulé)`. */
export function saysCancelled(title: string): boolean {
  return IN_FRONT.test(title) || SHOUTED.test(title) || BEHIND.test(title);
}
