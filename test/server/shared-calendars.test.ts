import { describe, expect, test } from 'vitest';
import { useHomes } from '../support/home.ts';
import { useRunningServer } from '../support/running-server.ts';

const server = useRunningServer(useHomes());
const { ask } = server;

/** The path of a new shared calendar. */
async function share(line: string): Promise<string> {
  const { url } = await server.home.json<{ url: string }>(`share add ${line}`);
  expect(url.startsWith(server.url)).toBe(true);
  return url.slice(server.url.length);
}

describe('a shared calendar', () => {
  test('is byte for byte what numina export gives, with its filters', async () => {
    for (const filter of ['', ' --type yoga', ' --status booked --exclude location=Gym']) {
      const path = await share(`x${filter.length}${filter}`);
      const { status, headers, text } = await ask(`GET ${path}`);
      expect({ status, type: headers['content-type'] }).toEqual({ status: 200, type: 'text/calendar; charset=utf-8' });
      expect(text).toBe((await server.home.run(`export${filter}`)).stdout);
      expect(text).toMatch(/REFRESH-INTERVAL;VALUE=DURATION:PT1H/);
    }
  });

  test('is known by its tag until something of the record changes', async () => {
    const path = await share('tagged');
    const tag = String((await ask(`GET ${path}`)).headers['etag']);
    const again = () => ask(`GET ${path}`, { headers: { 'if-none-match': tag } });
    expect(await again()).toMatchObject({ status: 304, text: '' });
    await server.home.json('book Tagged --at 2027-04-01T18:00');
    const changed = await again();
    expect(changed.status).toBe(200);
    expect(changed.text).toContain('Tagged');
  });

  test('is of one person, reads one calendar and nothing else', async () => {
    const path = await share('own --type nothing');
    const secret = path.slice('/calendars/'.length, -'.ics'.length);
    expect((await ask(`GET ${path}`)).text).not.toContain('VEVENT');
    const other = await server.home.json<{ token: string }>('account token add ben --label x');
    for (const wrong of [secret.replace('local.', 'ben.'), `${secret}x`, other.token, await server.link('local')]) {
      expect(await ask(`GET /calendars/${wrong}.ics`)).toMatchObject({
        status: 404,
        json: { code: 'no_such_calendar' },
      });
    }
    for (const method of ['POST', 'PUT', 'DELETE']) expect((await ask(`${method} ${path}`)).status).toBe(404);
    expect(await ask('GET /api/v1/calendar/export', { headers: { authorization: `Bearer ${secret}` } })).toMatchObject({
      status: 401,
    });
    expect(await ask('GET /api/v1/calendar/export', { headers: { cookie: `numina=${secret}` } })).toMatchObject({
      status: 401,
    });
    expect((await ask(`GET /in/${secret}`)).status).toBe(404);
  });

  test('is gone with its end', async () => {
    const path = await share('short');
    await server.home.json('share remove short');
    expect(await ask(`GET ${path}`)).toMatchObject({ status: 404 });
  });
});
