import { describe, expect, it } from 'vitest';
import { renderStreak } from '../../src/render/streak.ts';
import { renderExplainedStreak } from '../../src/render/streak-explanation.ts';
import { textWidth } from '../../src/render/width.ts';
import { COLOUR_PAINT, styleOf } from './samples.ts';
import {
  classesPerWeek,
  planned,
  RULES,
  season,
  seasonRules,
  TODAY,
  unmarkedBoxing,
  viewOf,
} from './streak-samples.ts';

const screen = viewOf(season, {
  rules: seasonRules,
  planned,
  unmarked: [unmarkedBoxing],
  types: [{ type: 'yoga', weeklyTarget: 1, attended: ['2026-11-12', '2026-11-19'] }],
});

describe('the streak screen', () => {
  it.each([40, 80, 160])('is as pinned at %i columns', async (width) => {
    await expect(`${renderStreak(screen, styleOf(width))}\n`).toMatchFileSnapshot(`../golden/streak-${width}.txt`);
  });

  it('is as pinned in ASCII and in colour', async () => {
    const ascii = renderStreak(screen, styleOf(80, { unicode: false }));
    expect(ascii).toMatch(/^[\n\x20-\x7e]*$/);
    await expect(`${ascii}\n`).toMatchFileSnapshot('../golden/streak-ascii.txt');
    const colour = renderStreak(screen, styleOf(80, { paint: COLOUR_PAINT }));
    await expect(`${colour}\n`).toMatchFileSnapshot('../golden/streak-colour.txt');
  });

  it('is as pinned when explained', async () => {
    for (const width of [40, 80]) {
      const explained = renderExplainedStreak(screen, season, styleOf(width));
      await expect(`${explained}\n`).toMatchFileSnapshot(`../golden/streak-explained-${width}.txt`);
    }
  });

  it('is never wider than the terminal', () => {
    const long = { ...unmarkedBoxing, className: 'Kraft und Ausdauer für 瑜伽 und noch viel mehr, mit allem' };
    const view = viewOf(season, {
      rules: seasonRules,
      planned: planned.map((each) => ({ ...each, ...{ className: long.className } })),
      unmarked: [long, unmarkedBoxing],
    });
    for (let width = 24; width <= 160; width += 1) {
      for (const unicode of [true, false]) {
        const style = styleOf(width, { unicode });
        const lines = [renderStreak(view, style), renderExplainedStreak(view, season, style)].join('\n').split('\n');
        for (const line of lines) expect(textWidth(line), `${width}: ${line}`).toBeLessThanOrEqual(width);
      }
    }
  });
});

describe('the sentence of the week', () => {
  const screenOf = (...args: Parameters<typeof viewOf>) => renderStreak(viewOf(...args), styleOf(100));

  it.each([
    ['a first class ever', [], '3 days by Sun 29 Nov to start a streak'],
    ['a streak that ended', [3, 3, 0, 1], '2 more days by Sun 29 Nov to start a streak'],
    ['an open week', [3, 1], '\n2 more days by Sun 29 Nov'],
    ['a week that is done', [3, 3], 'Next: 3 days by Sun 6 Dec'],
  ])('after %s says what is asked', (_, daysPerWeek, sentence) => {
    expect(screenOf(classesPerWeek(daysPerWeek))).toContain(sentence);
  });

  it('says so when the week is at risk', () => {
    const view = screenOf(classesPerWeek([3, 0]), { rules: { ...RULES, restDays: [5, 6, 7] } });
    expect(view).toContain('at risk');
    expect(view).toContain('At risk: 3 days by Sun 29 Nov');
  });

  it('counts what is booked against what is needed', () => {
    const oneLeft = screenOf(classesPerWeek([3, 0]), { planned });
    expect(oneLeft).toContain('3 days by Sun 29 Nov:  ○ Tue Spin 45  ○ Thu Vinyasa Flow  ○ Sat Reformer\n');
    expect(screenOf(classesPerWeek([3, 0]), { planned: planned.slice(0, 1) })).toContain('(2 more to book)');
    const spare = screenOf(classesPerWeek([2, 0]), { planned, rules: { ...RULES, weeklyTarget: 2 } });
    expect(spare).toContain('(1 spare)');
  });

  it('marks weeks that are partly paused, met or missed, and the open one', () => {
    const at = (from: string, to: string) => ({ rules: { ...RULES, pauses: [{ from, to }] } });
    expect(screenOf(classesPerWeek([3, 3, 0]), at('2026-11-20', '2026-11-22'))).toMatch(/‖✓ │.*\n/);
    expect(screenOf(classesPerWeek([3, 1, 0]), at('2026-11-22', '2026-11-22'))).toMatch(/‖✗ │.*\n/);
    expect(screenOf(classesPerWeek([3, 0]), at('2026-11-28', '2026-11-29'))).toMatch(/│ 0\/3 ‖\n/);
    expect(screenOf(classesPerWeek([3, 0]), at('2026-11-28', '2026-11-29'))).toContain('‖ paused');
  });

  it('has no next date in a pause without an end', () => {
    const rules = {
      ...RULES,
      pauses: [
        { from: TODAY, to: '9999-12-31' },
        { from: '2026-11-23', to: '2026-11-23' },
      ],
    };
    expect(screenOf(classesPerWeek([3, 0]), { rules })).toContain('the pause has no end');
  });
});

describe('what the unmarked classes would change', () => {
  const screenOf = (...args: Parameters<typeof viewOf>) => renderStreak(viewOf(...args), styleOf(100));
  const twoAWeek = { ...RULES, weeklyTarget: 2 };
  const unmarkedOn = (date: string) => ({ ...unmarkedBoxing, startsLocal: `${date}T19:00:00` });

  it('is said in weeks, in this week and in days', () => {
    expect(screenOf(classesPerWeek([2, 0]), { rules: twoAWeek, unmarked: [unmarkedBoxing] })).toContain(
      '? 1/2 this week, 1 day in a row if Mon Boxing was attended: numina inbox',
    );
    const gap = classesPerWeek([2, 2, 1, 2, 0]);
    expect(screenOf(gap, { rules: twoAWeek, unmarked: [unmarkedOn('2026-11-11')] })).toContain(
      '? 4 weeks if Wed Boxing was attended: numina inbox',
    );
  });

  it('is not said where they would change nothing', () => {
    expect(screenOf(classesPerWeek([3, 0]), { unmarked: [unmarkedOn('2026-11-17')] })).not.toContain('numina inbox');
    expect(screenOf(classesPerWeek([3, 0]))).not.toContain('numina inbox');
  });

  it('counts them where there are too many to name', () => {
    const unmarked = ['2026-11-09', '2026-11-10', '2026-11-11', '2026-11-23'].map(unmarkedOn);
    expect(screenOf(classesPerWeek([3, 0]), { unmarked })).toContain('if the 4 unmarked classes were attended');
  });
});
