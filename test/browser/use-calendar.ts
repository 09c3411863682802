import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest';
import { addDays, type LocalDate } from '../../src/time/civil.ts';
import { systemClock } from '../../src/time/clock.ts';
import { wallTimeIn } from '../../src/web/clock.ts';
import { patient } from '../support/patience.ts';
import { CHROMIUM } from './chromium.ts';
import { type OwnHome, openOwnHome } from './own-home.ts';

/** Where the person is at home; the browser is elsewhere, so that only the settings can tell. */
export const HOME_ZONE = 'Europe/Berlin';
const BROWSER_ZONE = 'Asia/Tokyo';

/** A date at home so many days from today. */
export function dayFromNow(days: number): LocalDate {
  return addDays(wallTimeIn(HOME_ZONE, systemClock.now()).slice(0, 10), days);
}

export interface Calendar {
  readonly url: string;
  /** The terminal beside the browser. */
  readonly home: OwnHome;
  /** Ends the server. */
  readonly stop: () => Promise<void>;
  /** A browser that nobody has signed in. */
  readonly browser: (look?: BrowserContextOptions) => Promise<Page>;
  /** A browser that a sign-in link signed in, at the page of an address. */
  readonly signedIn: (path?: string, look?: BrowserContextOptions) => Promise<Page>;
}

/** Gives each test a record with what `lines` book, a server of its own, and browsers that look at it. */
export function useCalendar(): (lines?: readonly string[]) => Promise<Calendar> {
  let browser: Browser | null = null;
  beforeAll(async () => {
    if (CHROMIUM === null) return;
    // As root, and where /dev/shm is small, it would not start.
    const args = ['--no-sandbox', '--disable-dev-shm-usage'];
    browser = await chromium.launch({ executablePath: CHROMIUM, args, timeout: patient(30_000) });
  });
  afterAll(() => browser?.close());

  return async (lines = []) => {
    const home = openOwnHome(HOME_ZONE);
    for (const line of [`config set zone ${HOME_ZONE}`, ...lines]) await home.terminal(line);
    const { url, stop } = await home.serve();
    const open = async (look: BrowserContextOptions = {}) => {
      if (browser === null) throw new Error('There is no Chromium.');
      const context = await browser.newContext({ baseURL: url, timezoneId: BROWSER_ZONE, ...look });
      context.setDefaultTimeout(patient(15_000));
      const page = await context.newPage();
      const heard = listen(page, url);
      onTestFinished(async () => {
        await context.close();
        expect(heard()).toEqual([]);
      });
      return page;
    };
    return {
      ...{ url, home, stop, browser: open },
      async signedIn(path = '/month', look) {
        const page = await open(look);
        const link = await home.json<{ readonly url: string }>('account link');
        await page.goto(link.url);
        await page.getByRole('button', { name: 'Sign in', exact: true }).click();
        await page.getByRole('navigation', { name: 'Views' }).waitFor();
        await page.goto(path);
        await settled(page);
        return page;
      },
    };
  };
}

/** Waits until the page shows what it asked for. */
export async function settled(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor();
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
}

/** What no page may do: throw, be refused something by its own rules, or ask another place than the server. */
function listen(page: Page, url: string): () => readonly string[] {
  const heard: string[] = [];
  page.on('pageerror', ({ message }) => heard.push(`throws: ${message}`));
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) heard.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !/^(?:data|blob):/.test(request.url())) heard.push(`asks ${request.url()}`);
  });
  return () => heard;
}
