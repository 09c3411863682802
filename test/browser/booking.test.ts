import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { CHROMIUM, needs } from './chromium.ts';
import { dayFromNow, settled, useCalendar } from './use-calendar.ts';

const calendar = useCalendar();

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const toast = (page: Page) => page.locator('.toast p');

describe.skipIf(CHROMIUM === null)(`a person at the web calendar${needs}`, () => {
  test('signs in by a link, which works once', async () => {
    const { home, browser } = await calendar();
    const { url } = await home.json<{ url: string }>('account link');
    const page = await browser();
    await page.goto('/agenda');
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.goto(url);
    await button(page, /^Sign in$/).click();
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.goto('/agenda');
    await page.getByRole('heading', { name: 'Agenda' }).waitFor();

    const other = await browser();
    await other.goto(url);
    await other.getByRole('heading', { name: 'This link signs nobody in' }).waitFor();
    await other.goto('/agenda');
    await other.getByRole('heading', { name: 'Sign in' }).waitFor();
  });

  test('books in words, sees the time while typing, and takes it back', async () => {
    const { home, signedIn } = await calendar();
    const page = await signedIn('/agenda');
    await page
      .getByRole('link', { name: /^Book\s?a class$/ })
      .first()
      .click();
    await page.getByLabel('Class', { exact: true }).fill('Spin 45');
    await page.getByLabel('When, in words').fill('tomorrow 18:00');
    await page.locator('.echo', { hasText: '18:00' }).waitFor();
    await button(page, /^Book$/).click();
    await page.getByRole('link', { name: /Spin 45/ }).waitFor();
    expect(await home.bookings()).toMatchObject([{ class: { name: 'Spin 45' }, localDate: dayFromNow(1) }]);
    await button(page, 'Undo').click();
    await page.getByText('No classes booked').waitFor();
    expect(await home.bookings()).toEqual([]);
  });

  test('chooses among the meanings of unclear words', async () => {
    const { home, signedIn } = await calendar();
    const page = await signedIn('/book');
    await page.getByLabel('Class', { exact: true }).fill('Yin');
    await page.getByLabel('When, in words').fill('03/04 18:00');
    const meanings = page.getByRole('group', { name: 'Which is meant?' }).getByRole('button');
    await meanings.nth(1).waitFor();
    expect((await meanings.allInnerTexts()).map((each) => each.slice(4, 9)).sort()).toEqual(['3 Apr', '4 Mar']);
    await meanings.filter({ hasText: '4 Mar' }).click();
    await button(page, /^Book$/).click();
    await toast(page).filter({ hasText: 'Recorded: Yin' }).waitFor();
    expect(await home.bookings()).toMatchObject([{ startsAt: expect.stringMatching(/-03-04T18:00/) }]);
  });

  test('drags a class to another day, where it keeps its hour', async () => {
    const from = dayFromNow(10);
    const { home, signedIn } = await calendar([`book Spin --at ${from}T18:00`]);
    const page = await signedIn(`/week/${from}`);
    const days = await page.locator('td[data-date]').evaluateAll((cells) => cells.map((cell) => cell.dataset['date']));
    const other = days.find((date) => date !== from) ?? '';
    await page.getByRole('link', { name: /Spin/ }).dragTo(page.locator(`td[data-date="${other}"]`));
    await toast(page).filter({ hasText: 'Moved: Spin' }).waitFor();
    await page
      .locator(`td[data-date="${other}"]`)
      .getByRole('link', { name: /18:00.*Spin/ })
      .waitFor();
    expect(await home.bookings()).toMatchObject([{ localDate: other }]);
    await button(page, 'Undo').click();
    await page.locator(`td[data-date="${from}"]`).getByRole('link', { name: /Spin/ }).waitFor();
  });

  test('moves a class by the form', async () => {
    const { home, signedIn } = await calendar([`book Spin --at ${dayFromNow(3)}T18:00`]);
    const page = await signedIn('/agenda');
    await page.getByRole('link', { name: /Spin/ }).click();
    await button(page, 'Edit').click();
    await page.getByLabel('Date').fill(dayFromNow(5));
    await page.getByLabel('Place').fill('Velo');
    await button(page, 'Save').click();
    await toast(page).filter({ hasText: 'Changed: Spin' }).waitFor();
    expect(await home.bookings()).toMatchObject([{ localDate: dayFromNow(5), class: { location: 'Velo' } }]);
  });

  test('marks a class attended and says what it was like', async () => {
    const { home, signedIn } = await calendar([`book Yin --at ${dayFromNow(-1)}T10:00`]);
    const page = await signedIn('/inbox');
    await page.getByRole('link', { name: /Yin/ }).click();
    const card = page.getByRole('dialog');
    await card.getByRole('button', { name: 'Attended' }).click();
    await card.getByLabel('4 stars').check();
    await page.getByLabel('In your words').fill('calm');
    await button(page, 'Save the review').click();
    await button(page, 'Change the review').waitFor();
    expect(await home.bookings()).toMatchObject([{ status: 'attended' }]);
    await page.reload();
    await button(page, 'Change the review').waitFor();
    expect(await page.getByLabel('4 stars').isChecked()).toBe(true);
    expect(await page.getByLabel('In your words').inputValue()).toBe('calm');
  });

  test('is told what cancelling costs now, and cancels', async () => {
    const line = `book Boxing --at ${dayFromNow(2)}T19:00 --cancel-by 7d --late-fee 12 --currency EUR`;
    const { home, signedIn } = await calendar([line]);
    const page = await signedIn('/agenda');
    await page.getByRole('link', { name: /Boxing/ }).click();
    await button(page, 'Cancel…').click();
    await page.getByText('Cancelling now costs €12.').waitFor();
    await page.getByLabel('Reason').fill('a cold');
    await button(page, 'Cancel this booking').click();
    await toast(page).filter({ hasText: 'Cancelled: Boxing' }).waitFor();
    expect(await home.bookings()).toMatchObject([
      { status: 'cancelled', isLateCancel: true, cancellationReason: 'a cold' },
    ]);
    await settled(page);
    await button(page, 'Undo').click();
    await toast(page).filter({ hasText: 'Taken back' }).waitFor();
    expect(await home.bookings()).toMatchObject([{ status: 'booked' }]);
  });
});
