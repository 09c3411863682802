import { describe, expect, test } from 'vitest';
import { CHROMIUM, needs } from './chromium.ts';
import { dayFromNow, settled, useCalendar } from './use-calendar.ts';

const calendar = useCalendar();

describe.skipIf(CHROMIUM === null)(`the web calendar${needs}`, () => {
  test('shows what a terminal changes without being loaded anew', async () => {
    const { home, signedIn } = await calendar();
    const page = await signedIn('/agenda');
    await page.getByText('No classes booked').waitFor();
    await page.evaluate(() => document.body.setAttribute('data-same', ''));
    await home.terminal(`book Spin --at ${dayFromNow(2)}T18:00`);
    await page.getByRole('link', { name: /Spin/ }).waitFor();
    await home.terminal('cancel Spin');
    await page.getByText('No classes booked').waitFor();
    expect(await page.locator('body[data-same]').count()).toBe(1);
  });

  test('opens without its server, says how old it is, and refuses changes in words', async () => {
    const { signedIn, stop } = await calendar([`book Spin --at ${dayFromNow(2)}T18:00`]);
    const page = await signedIn('/agenda');
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    // What is asked from now on goes through the worker, which keeps it.
    await page.reload();
    await page.getByRole('link', { name: /Spin/ }).click();
    await page.getByRole('heading', { name: 'Spin' }).waitFor();
    await settled(page);
    await stop();
    await page.reload();
    await page.getByText(/You see the calendar of/).waitFor();
    await page.getByRole('button', { name: 'Cancel…' }).click();
    await page.getByRole('button', { name: 'Cancel this booking' }).click();
    await page.getByRole('alert').getByText('The server does not answer.').waitFor();
    await page.goto('/agenda');
    await page.getByRole('link', { name: /Spin/ }).waitFor();
  });

  test('can be installed', async () => {
    const { signedIn, url } = await calendar();
    const page = await signedIn();
    const manifest = await (await fetch(`${url}/manifest.webmanifest`)).json();
    expect(manifest).toMatchObject({ name: 'numina', display: 'standalone', start_url: '/' });
    for (const { src, type } of manifest.icons as readonly { src: string; type: string }[]) {
      const icon = await fetch(url + src);
      expect([icon.status, icon.headers.get('content-type')]).toEqual([200, type]);
    }
    const session = await page.context().newCDPSession(page);
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    const { errors } = await session.send('Page.getAppManifest');
    expect(errors).toEqual([]);
    const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
    expect(installabilityErrors.map(({ errorId }) => errorId).filter((each) => each !== 'in-incognito')).toEqual([]);
  });
});
