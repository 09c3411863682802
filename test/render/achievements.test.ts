import { describe, expect, it } from 'vitest';
import type { AttendedClass } from '../../src/attendance/achievements/achievement-counts.ts';
import { type Achievement, computeAchievements } from '../../src/attendance/achievements/achievements.ts';
import { renderAchievements, renderNewlyEarned } from '../../src/render/achievements.ts';
import { textWidth } from '../../src/render/width.ts';
import { COLOUR_PAINT, instantOf, styleOf } from './samples.ts';
import { yearOf } from './year-samples.ts';

const TODAY = '2026-11-24';
const PLACES = ['Velo', 'North', 'Core Lab', 'North'];
const history: AttendedClass[] = [...yearOf(2026, TODAY).classesOn].flatMap(([date, count], index) =>
  Array.from({ length: count }, (_, nth) => {
    const startsLocal = `${date}T${nth === 0 ? '07:30' : '18:00'}:00`;
    const place = PLACES[index % PLACES.length] ?? null;
    return { startsLocal, startsAt: instantOf(startsLocal), type: place, location: place };
  }),
);
const achievements = computeAchievements({
  history,
  missed: ['2026-05-05'],
  today: TODAY,
  rules: { restDays: [], weekStart: 1, weeklyTarget: 3, pauses: [{ from: '2026-08-03', to: '2026-08-16' }] },
});

describe('the achievements screen', () => {
  it.each([40, 80, 160])('is as pinned at %i columns', async (width) => {
    await expect(`${renderAchievements(achievements, styleOf(width))}\n`).toMatchFileSnapshot(
      `../golden/achievements-${width}.txt`,
    );
  });

  it('is as pinned in ASCII and in colour', async () => {
    const ascii = renderAchievements(achievements, styleOf(80, { unicode: false }));
    expect(ascii).toMatch(/^[\n\x20-\x7e]*$/);
    await expect(`${ascii}\n`).toMatchFileSnapshot('../golden/achievements-ascii.txt');
    const colour = renderAchievements(achievements, styleOf(80, { paint: COLOUR_PAINT }));
    await expect(`${colour}\n`).toMatchFileSnapshot('../golden/achievements-colour.txt');
  });

  it('is never wider than the terminal, also with nothing earned', () => {
    const none = computeAchievements({
      history: [],
      missed: [],
      today: TODAY,
      rules: { restDays: [], weekStart: 1, weeklyTarget: 1, pauses: [] },
    });
    for (let width = 24; width <= 160; width += 1) {
      for (const each of [achievements, none]) {
        for (const line of renderAchievements(each, styleOf(width)).split('\n')) {
          expect(textWidth(line), `${width}: ${line}`).toBeLessThanOrEqual(width);
        }
      }
    }
  });

  it('puts the latest earned first, by instant and not by how it is written', () => {
    const achievement: Achievement = {
      id: 'a',
      title: 'A',
      description: '',
      earnedAt: null,
      earnedBy: null,
      progress: 1,
      goal: 1,
    };
    const tokyo = { ...achievement, title: 'Tokyo', earnedAt: '2026-11-24T09:00:00.000+09:00' };
    const newYork = { ...achievement, title: 'New York', earnedAt: '2026-11-23T20:00:00.000-05:00' };
    const screen = renderAchievements([tokyo, newYork], styleOf(80));
    expect(screen.indexOf('New York')).toBeLessThan(screen.indexOf('Tokyo'));
  });
});

it('a newly earned achievement is reported in a line', () => {
  const [first] = achievements;
  expect(renderNewlyEarned(first ? [first] : [], styleOf(80))).toBe('✓ First class: A class attended');
});
