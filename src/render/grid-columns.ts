/**
 * Shares `room` between the columns of a calendar. `needs` holds the widths that each column would like, in steps:
 * enough for names, then enough for everything. Columns are equal where that suffices for all. Else days without
 * classes shrink, down to `least`, in favour of days with classes. Narrow columns are served first, so that one long
 * title does not take the room of others. No column grows beyond one and a half equal shares: it must still look like a
 * calendar.
 */
export function shareColumns(needs: readonly (readonly number[])[], room: number, least: number): number[] {
  const widths = needs.map(() => least);
  const tiers = Math.max(...needs.map((tier) => tier.length));
  const most = Math.floor((room / needs.length) * 1.5);
  let spare = room - least * needs.length;
  for (let tier = 0; tier <= tiers && spare > 0; ) {
    const next = narrowest(
      widths,
      (width, index) => tier === tiers || width < Math.min(needs[index]?.[tier] ?? 0, most),
    );
    if (next === undefined) {
      tier += 1;
      continue;
    }
    widths[next] = (widths[next] ?? 0) + 1;
    spare -= 1;
  }
  return widths;
}

function narrowest(widths: readonly number[], wants: (width: number, index: number) => boolean): number | undefined {
  let found: number | undefined;
  for (const [index, width] of widths.entries()) {
    if (wants(width, index) && (found === undefined || width < (widths[found] ?? 0))) found = index;
  }
  return found;
}
