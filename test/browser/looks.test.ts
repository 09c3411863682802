import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { patient } from '../support/patience.ts';
import { CHROMIUM, needs } from './chromium.ts';
import { dayFromNow, settled, useCalendar } from './use-calendar.ts';

const calendar = useCalendar();
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** One booking of every kind, so that every colour is on the pages. */
const LINES = [
  `book Spin_45 --at ${dayFromNow(-3)}T18:00 --type spin --location Velo --instructor Max --attended --price 14 --currency EUR`,
  `book Boxing --at ${dayFromNow(-2)}T19:00 --location Ring`,
  `book Yin --at ${dayFromNow(-4)}T10:00 --type yoga`,
  'no-show Yin',
  `book Reformer --at ${dayFromNow(1)}T10:00 --type pilates`,
  'cancel Reformer',
  `book Vinyasa --at ${dayFromNow(1)}T07:30 --waitlisted`,
  `book A_class_with_a_very_long_name_indeed --at ${dayFromNow(2)}T19:30 --cancel-by 7d --late-fee 12 --currency EUR`,
  `pause add ${dayFromNow(20)} ${dayFromNow(24)}`,
];

const PAGES = [
  '/month',
  `/week/${dayFromNow(1)}`,
  `/day/${dayFromNow(1)}`,
  '/agenda',
  '/book',
  '/inbox',
  '/streak',
  '/stats',
  '/more',
  '/reminders',
  '/access',
  '/import',
];

interface Axe {
  readonly run: (
    document: Document,
    options: { readonly runOnly?: readonly string[] },
  ) => Promise<{
    readonly violations: readonly { readonly id: string; readonly nodes: readonly { html: string }[] }[];
  }>;
}

/** What axe finds on a page. In the dark only the colours are others. */
async function faultsOf(page: Page): Promise<readonly string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.addScriptTag({ path: AXE });
    const faults = await page.evaluate(async (scheme) => {
      const { axe } = window as unknown as { readonly axe: Axe };
      const { violations } = await axe.run(document, scheme === 'dark' ? { runOnly: ['color-contrast'] } : {});
      return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${scheme}, ${id}: ${html}`));
    }, colorScheme);
    found.push(...faults);
  }
  return [...found, ...(await widerThanScreen(page))];
}

async function widerThanScreen(page: Page): Promise<readonly string[]> {
  const isWider = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  return isWider ? ['wider than the screen'] : [];
}

describe.skipIf(CHROMIUM === null)(`every page${needs}`, () => {
  test.each([360, 1280])(
    'is usable by everybody at %i px, light and dark',
    async (width) => {
      const { signedIn } = await calendar(LINES);
      // The script that looks for faults is none of the page’s own.
      const look = { viewport: { width, height: 800 }, bypassCSP: true, reducedMotion: 'reduce' } as const;
      const page = await signedIn('/month', look);
      const faults: Record<string, readonly string[]> = {};
      for (const path of PAGES) {
        await page.goto(path);
        await settled(page);
        faults[path] = await faultsOf(page);
      }
      await page.goto('/agenda');
      await page.getByRole('link', { name: /long name/ }).click();
      await page.getByRole('button', { name: 'Cancel…' }).click();
      faults['a card'] = await faultsOf(page);
      await page.getByRole('button', { name: 'Keep it' }).click();
      await page.getByRole('button', { name: 'Edit' }).click();
      faults['a form'] = await faultsOf(page);
      expect(Object.fromEntries(Object.entries(faults).filter(([, found]) => found.length > 0))).toEqual({});
    },
    patient(60_000),
  );

  test(
    'fits on wide and narrow screens',
    async () => {
      const { signedIn } = await calendar(LINES);
      const page = await signedIn('/month');
      const wider: string[] = [];
      for (const path of PAGES) {
        await page.goto(path);
        await settled(page);
        for (const width of [360, 768, 992, 2000]) {
          await page.setViewportSize({ width, height: 800 });
          if ((await widerThanScreen(page)).length > 0) wider.push(`${path} at ${width} px`);
        }
      }
      expect(wider).toEqual([]);
    },
    patient(60_000),
  );

  test('is reached and used by the keyboard alone', async () => {
    const { home, signedIn } = await calendar([`book Spin --at ${dayFromNow(2)}T18:00`]);
    const page = await signedIn('/month');
    const { keyboard } = page;
    const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
    /** Goes on by the tab key to what has a name. */
    const tabTo = async (name: string) => {
      for (let step = 0; step < 60; step += 1) {
        await keyboard.press('Tab');
        if ((await focused()).startsWith(name)) return;
      }
      throw new Error(`The tab key does not lead to ${name}.`);
    };
    await keyboard.press('Tab');
    expect(await focused()).toBe('To the calendar');
    await tabTo('Agenda');
    await keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Agenda' }).waitFor();
    await page.getByRole('link', { name: /Spin/ }).waitFor();
    await page.getByRole('link', { name: /Spin/ }).focus();
    await keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Spin' }).waitFor();
    await tabTo('Cancel…');
    await keyboard.press('Enter');
    await tabTo('Cancel this booking');
    await keyboard.press('Enter');
    await page.getByText('Cancelled: Spin').waitFor();
    await tabTo('Undo');
    await keyboard.press('Enter');
    await page.getByText('Taken back').waitFor();
    await keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await home.bookings()).toMatchObject([{ status: 'booked' }]);
  });
});
