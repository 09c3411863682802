import { describe, expect, it } from 'vitest';
import { renderHeatmap } from '../../src/render/heatmap.ts';
import { textWidth } from '../../src/render/width.ts';
import { COLOUR_PAINT, styleOf } from './samples.ts';
import { yearOf } from './year-samples.ts';

describe('the heat map', () => {
  it.each([40, 80, 160])('is as pinned at %i columns', async (width) => {
    await expect(`${renderHeatmap(yearOf(2026), styleOf(width))}\n`).toMatchFileSnapshot(
      `../golden/heatmap-${width}.txt`,
    );
  });

  it('is as pinned in ASCII and in colour', async () => {
    const ascii = renderHeatmap(yearOf(2026), styleOf(80, { unicode: false }));
    expect(ascii).toMatch(/^[\n\x20-\x7e]*$/);
    await expect(`${ascii}\n`).toMatchFileSnapshot('../golden/heatmap-ascii.txt');
    const colour = renderHeatmap(yearOf(2026), styleOf(80, { paint: COLOUR_PAINT }));
    await expect(`${colour}\n`).toMatchFileSnapshot('../golden/heatmap-colour.txt');
  });

  it('names the first whole month, where a rest of a month is before it', () => {
    const map = { ...yearOf(2026), period: { from: '2025-11-24', to: '2026-11-24' } };
    expect(renderHeatmap(map, styleOf(80)).split('\n')[2]).toMatch(/^ {5}Dec Jan Feb /);
  });

  it('tells the number of classes below the period, where they do not fit beside it', () => {
    const map = { ...yearOf(2026), period: { from: '2025-11-24', to: '2026-11-24' } };
    const [title, counts] = renderHeatmap(map, styleOf(40)).split('\n');
    expect(title).toBe('24 Nov 2025 – 24 Nov 2026');
    expect(counts).toMatch(/^\d+ classes on \d+ days$/);
  });

  it('begins its rows with the first day of the person’s week', () => {
    const rows = renderHeatmap({ ...yearOf(2026), weekStart: 7 }, styleOf(80)).split('\n');
    expect(rows.slice(3, 10).map((row) => row.slice(0, 3))).toEqual(['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']);
  });

  it('is never wider than the terminal, whatever year it is', () => {
    for (const year of [2024, 2026, 2028]) {
      for (let width = 20; width <= 160; width += 7) {
        for (const line of renderHeatmap(yearOf(year), styleOf(width)).split('\n')) {
          expect(textWidth(line), `${width}: ${line}`).toBeLessThanOrEqual(width);
        }
      }
    }
  });

  it('shows every attended class of the year once, and nothing of another', () => {
    const map = yearOf(2026);
    const drawn = renderHeatmap(map, styleOf(80)).split('\n').slice(2, 10).join('');
    const days = [...map.classesOn.values()];
    const count = (sign: string) => drawn.split(sign).length - 1;
    expect(count('▒')).toBe(days.filter((classes) => classes === 1).length);
    expect(count('▓')).toBe(days.filter((classes) => classes === 2).length);
    expect(count('█')).toBe(days.filter((classes) => classes === 3).length);
    expect(count('‖')).toBe(14);
  });
});
