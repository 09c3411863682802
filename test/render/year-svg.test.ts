import { describe, expect, it } from 'vitest';
import { renderYearSvg } from '../../src/render/year-svg.ts';
import { reviewOf, yearOf } from './year-samples.ts';

/** Names of the open elements at the end; throws where a tag closes what is not open or an entity is unknown. */
function openElements(xml: string): string[] {
  const open: string[] = [];
  const rest = xml.replace(
    /<(\/?)([a-z]+)((?:\s+[\w:-]+="[^"<&]*")*)\s*(\/?)>/g,
    (_, closes, name, _attributes, empty) => {
      if (closes === '/') expect(open.pop()).toBe(name);
      else if (empty !== '/') open.push(name);
      return '';
    },
  );
  expect(rest).not.toMatch(/[<>]|&(?!amp;|lt;|gt;|quot;)/);
  return open;
}

describe('the picture of a year', () => {
  it('is as pinned', async () => {
    await expect(renderYearSvg(reviewOf(yearOf(2026)))).toMatchFileSnapshot('../golden/year-svg.svg');
  });

  it('is well-formed XML, whatever classes are called', () => {
    const names = [
      '</text><script>alert(1)</script>',
      'A & B "C" \'D\' ]]>',
      '\u0000\u001b[31mred\ud800',
      'יוגה בוקר',
      '🏋️‍♀️',
    ];
    const classes = names.map((name) => ({ name, location: `<${name}>`, count: 3, minutes: 60 }));
    const svg = renderYearSvg(reviewOf(yearOf(2026), { classes }));
    expect(openElements(svg)).toEqual([]);
    expect(svg).not.toContain('<script');
    expect(svg).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
    expect(svg.isWellFormed()).toBe(true);
  });

  it('needs nothing from elsewhere and knows light and dark', () => {
    const svg = renderYearSvg(reviewOf(yearOf(2026)));
    expect(svg.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|url\(|@import|href|<script/);
    expect(svg).toContain('@media (prefers-color-scheme:dark)');
  });

  it('has a square for every day of the year, a title on those with classes', () => {
    for (const year of [2025, 2026, 2028]) {
      const heat = yearOf(year);
      const svg = renderYearSvg(reviewOf(heat));
      const days = year === 2028 ? 366 : 365;
      const legend = 5;
      expect(svg.match(/<rect class="(?:h\d|paused|future)"/g)).toHaveLength(days + legend);
      expect(svg.match(/<rect class="h[123]"[^>]*><title>/g)).toHaveLength(heat.classesOn.size);
    }
  });

  it('stays inside its card, in a leap year of 54 weeks too', () => {
    // 2028 begins on a Saturday: with weeks from Sunday it touches 54 of them.
    const svg = renderYearSvg(reviewOf({ ...yearOf(2028), weekStart: 7 }));
    const ends = [...svg.matchAll(/<rect class="(?!card)[^"]*" x="([\d.]+)" y="[\d.]+" width="([\d.]+)"/g)].map(
      ([, x, width]) => Number(x) + Number(width),
    );
    expect(Math.max(...ends)).toBeLessThanOrEqual(960 - 48);
  });

  it('cuts a name of wide letters where it would reach the number behind it', () => {
    const named = (name: string) => ({ name, location: null, count: 3, minutes: 60 });
    const svg = renderYearSvg(
      reviewOf(yearOf(2026), { classes: ['B', 'W', 'i'].map((each) => named(each.repeat(60))) }),
    );
    const lengths = [...svg.matchAll(/<text class="name"[^>]*>([WiB]+)…/g)].map(([, name = '']) => name.length);
    expect(lengths).toEqual([35, 25, 43]);
  });

  it('names the mark of a pause only where there was one', () => {
    const paused = yearOf(2026);
    expect(renderYearSvg(reviewOf(paused))).toContain('>paused<');
    expect(renderYearSvg(reviewOf({ ...paused, pauses: [] }))).not.toContain('>paused<');
  });

  it('says so where there is nothing', () => {
    const empty = reviewOf({ ...yearOf(2026), classesOn: new Map() }, { classes: [] });
    const svg = renderYearSvg({ ...empty, rate: null });
    expect(openElements(svg)).toEqual([]);
    expect(svg).toContain('No classes yet.');
    expect(svg).not.toMatch(/NaN|Infinity|undefined|null/);
  });
});
